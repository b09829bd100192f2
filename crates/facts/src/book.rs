//! The macro that declares a kind of book. One declaration makes the record
//! with its fields and types, the columns, how a row is read from cells and
//! checked singly, how its values are handed out again, and an owned twin.
//!
//! A column reads
//! `name: required | optional FORM, else DEFAULT, of WHAT IT NAMES, [HEADERS], NOTE, NOTE IN ENGLISH;`
//! where the form tells both the type of the field and what a cell may hold:
//!
//! | form | field |
//! | --- | --- |
//! | `Id`, `Text`, `Industry` | `&str`, empty where nothing is given |
//! | `Date` | [`Day`](huigu_quantity::Day) |
//! | `Money(Positive)`, `Money(NonNegative)`, `Money(Signed)`, `MoneyWan` | [`Fen`](huigu_quantity::Fen) |
//! | `Rate`, `Share` | [`Ppm`](huigu_quantity::Ppm) |
//! | `Count`, `Year`, `Decimal` | `i64`, `i32`, `i128` in millionths |
//! | `Boolean` | `bool` |
//! | `Word(V)` | the vocabulary `V` |
//! | `Period` | [`ReportingPeriod`](crate::ReportingPeriod) |
//!
//! A field that is neither text nor required nor has a default is an `Option`.

/// The Rust type of a field: by need, form and default of its column.
macro_rules! field_type {
    ($a:lifetime $need:ident Id) => { &$a str };
    ($a:lifetime $need:ident Text) => { &$a str };
    ($a:lifetime $need:ident Industry) => { &$a str };
    ($a:lifetime optional $form:ident $(($arg:ident))? else $default:expr) => { field_type!($a required $form $(($arg))?) };
    ($a:lifetime optional $form:ident $(($arg:ident))?) => { Option<field_type!($a required $form $(($arg))?)> };
    ($a:lifetime required Date) => { huigu_quantity::Day };
    ($a:lifetime required Money($sign:ident)) => { huigu_quantity::Fen };
    ($a:lifetime required MoneyWan) => { huigu_quantity::Fen };
    ($a:lifetime required Rate) => { huigu_quantity::Ppm };
    ($a:lifetime required Share) => { huigu_quantity::Ppm };
    ($a:lifetime required Count) => { i64 };
    ($a:lifetime required Year) => { i32 };
    ($a:lifetime required Decimal) => { i128 };
    ($a:lifetime required Boolean) => { bool };
    ($a:lifetime required Word($vocabulary:ident)) => { crate::words::$vocabulary };
    ($a:lifetime required Period) => { crate::ReportingPeriod<&$a str> };
}

/// What the cells of a column hold, by its form.
macro_rules! value_type {
    (Money($sign:ident)) => {
        crate::ValueType::Money(crate::Sign::$sign)
    };
    (Word($vocabulary:ident)) => {
        crate::ValueType::Word(<crate::words::$vocabulary as crate::Vocabulary>::WORDS)
    };
    // A yearly rate is never below half a percent in good faith; a fee or share may be.
    (Rate) => {
        crate::ValueType::Percent { refuses_fraction: true }
    };
    (Share) => {
        crate::ValueType::Percent { refuses_fraction: false }
    };
    ($form:ident) => {
        crate::ValueType::$form
    };
}

/// `true` for a column that every row must give.
macro_rules! is_required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

/// Declares a kind of book: see the module for its columns. Below them stand
/// what a row belongs to (`item`, named by the first two columns of the key),
/// what makes two rows the same fact (`key`; equal rows that are `counted`
/// unless they have an id of their own), the column that says whose a row is
/// (`owner`), who may send the book, and the checks that need no other row.
macro_rules! book {
    (
        $(#[$doc:meta])*
        $record:ident $(<$life:lifetime>)?: $name:literal, [$($chinese:literal),+];
        columns {
            $(
                $(#[$field_doc:meta])*
                $field:ident $(as $column:literal)?: $need:ident $form:ident $(($arg:ident))? $(, else $default:expr)?
                $(, of $refers:ident)?, [$header:literal $(, $further:literal)*], $note:literal, $english:literal;
            )+
        }
        $(item $item:ident;)?
        key ($($key:ident),+);
        $(counted unless $event_id:ident;)?
        $(owner $owner:ident;)?
        $(sent by [$($sender:ident),+];)?
        $(checks { $($checked:ident: $check:ident($($given:ident),+);)+ })?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $record $(<$life>)? {
            $(
                #[doc = concat!("`", stringify!($field), "`: ", $english, ".")]
                $(#[$field_doc])*
                pub $field: field_type!('a $need $form $(($arg))? $(else $default)?),
            )+
        }

        /// The columns, by the names of their fields.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "named as the fields are")]
        enum Slot { $($field),+ }

        pub(super) const SCHEMA: crate::Schema = crate::Schema {
            name: $name,
            chinese: &[$($chinese),+],
            columns: &[$(crate::Column {
                name: [$($column,)? stringify!($field)][0],
                chinese: $header,
                forms: &[$($further),*],
                required: is_required!($need),
                value: value_type!($form $(($arg))?),
                has_default: [$(!stringify!($default).is_empty(),)? false][0],
                refers: [$(Some(crate::Refers::$refers),)? None][0],
                unit: None,
                limits: crate::ValueLimits::NONE,
                note: $note,
                note_english: $english,
            }),+],
            item: [$(Some(crate::ItemKind::$item),)? None][0],
            key: &[$(Slot::$key as usize),+],
            event_id: [$(Some(Slot::$event_id as usize),)? None][0],
            owner: [$(Some(Slot::$owner as usize),)? None][0],
            senders: &[$($(crate::Sender::$sender),+)?],
        };

        impl $(<$life>)? $record $(<$life>)? {
            /// A row in which nothing is said: to name only what matters of one.
            pub const BLANK: Self = Self { $($field: [$($default,)? crate::value::FieldType::BLANK][0]),+ };
        }

        impl<'a> crate::Record<'a> for $record $(<$life>)? {
            #[inline]
            fn read<S: crate::RowSource<'a>>(source: &mut S) -> Result<Self, S::Error> {
                let columns = const { SCHEMA.columns };
                $(let $field = source.value(Slot::$field as usize, const { &SCHEMA.columns[Slot::$field as usize] });)+
                if S::CHECKS {
                    let refused: Option<S::Error> = None;
                    $($(
                        let (slot, wrong) = (Slot::$checked as usize, super::checks::$check($((&$given).into()),+));
                        let refused = crate::record::first_refusal(source, (slot, &columns[slot]), wrong, refused);
                    )+)?
                    if let Some(refused) = refused {
                        return Err(refused);
                    }
                }
                Ok(Self {
                    $($field: {
                        let empty = [$(Some($default),)? crate::value::FieldType::EMPTY][0];
                        crate::record::settled(source, columns, Slot::$field as usize, $field, empty)?
                    },)+
                })
            }

            #[inline]
            fn value(&self, slot: usize) -> Option<crate::CellValue<'a>> {
                const SLOTS: &[Slot] = &[$(Slot::$field),+];
                match SLOTS.get(slot)? {
                    $(Slot::$field => crate::value::FieldType::value(self.$field)),+
                }
            }

            #[inline]
            fn visit(&self, mut each: impl FnMut(usize, Option<crate::CellValue<'a>>)) {
                $(each(Slot::$field as usize, crate::value::FieldType::value(self.$field));)+
            }
        }

        pub(super) mod owned {
            use crate::value::FieldType;

            #[doc = concat!("An owned row of the books' `", $name, "`.")]
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub struct $record {
                $(
                    #[doc = concat!("`", stringify!($field), "`: ", $english, ".")]
                    pub $field: <field_type!('static $need $form $(($arg))? $(else $default)?) as FieldType<'static>>::Owned,
                )+
            }

            impl $record {
                /// The row as the crates exchange it.
                #[must_use]
                pub fn row(&self) -> crate::Row<'_> {
                    crate::Row::$record(super::$record { $($field: FieldType::lent(&self.$field)),+ })
                }
            }

            impl Default for $record {
                /// The row in which nothing is said.
                fn default() -> Self {
                    super::$record::BLANK.into()
                }
            }

            impl<'a> From<super::$record $(<$life>)?> for $record {
                fn from(row: super::$record $(<$life>)?) -> Self {
                    Self { $($field: FieldType::owned(row.$field)),+ }
                }
            }
        }
    };
}
