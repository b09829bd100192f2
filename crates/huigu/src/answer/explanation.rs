//! An explanation as tables and as flat rows: what counts, what nearly does,
//! and what was claimed.

use huigu_engine::{ClaimFinding, Explanation, Item, Line, NearMiss, Reason, Status};
use huigu_facts::Figure;
use huigu_quantity::Fen;

use super::wording::{self, Names, key, named};
use crate::figures;
use crate::flat::Cell;
use crate::table::{Side, Table, grouped};
use huigu_quantity::Lang;
use huigu_answers::texts::{settlement, word};

/// The explanation as tables.
pub fn table(answer: &Explanation, names: &Names, lang: Lang) -> String {
    let mut text = head(answer, names, lang);
    if answer.status == Status::Inactive {
        let unset = answer.unset.join(lang.comma());
        text.push_str(&format!("\n{}\n", lang.say(settlement::MeasureWaits { unset: &unset })));
        return text;
    }
    section(&mut text, lang.say(settlement::LinesTitle { count: &grouped(answer.lines.len() as u64) }), || {
        lines(answer, names, lang).text("  ")
    });
    section(
        &mut text,
        lang.say(settlement::NearMissesTitle { count: &grouped(answer.near_misses.len() as u64) }),
        || {
            if answer.near_misses.is_empty() {
                format!("  {}\n", lang.t(word::NONE))
            } else {
                near_misses(answer, names, lang).text("  ")
            }
        },
    );
    if let Some(claims) = &answer.claims {
        section(&mut text, lang.t(word::CLAIMED_AND_VERIFIED).to_owned(), || claims_text(claims, lang));
    }
    text
}

fn head(answer: &Explanation, names: &Names, lang: Lang) -> String {
    let (clause, name, id) = (&answer.clause, named(&answer.name, lang), &answer.measure);
    let mut text = lang.say(settlement::MeasureHeading { clause, name: &name, id });
    let beneficiary = match names.beneficiary(&answer.beneficiary) {
        "" => answer.beneficiary.clone(),
        name => lang.say(settlement::NameAndId { name: &name, id: &answer.beneficiary }),
    };
    text.push('\n');
    text.push_str(
        &lang.say(settlement::ExplainHead { beneficiary: &crate::table::harmless(&beneficiary), year: &answer.year }),
    );
    text.push('\n');
    let (uncapped, amount) = (answer.uncapped.grouped(), answer.amount.grouped());
    text.push_str(&lang.say(settlement::ExplainAmounts { uncapped: &uncapped, amount: &amount }));
    text.push('\n');
    text
}

fn section(text: &mut String, title: String, body: impl FnOnce() -> String) {
    text.push('\n');
    text.push_str(&title);
    text.push('\n');
    text.push_str(&body());
}

/// Titles of holder and id, after what the items are.
fn item_titles(first: Option<&Item>, lang: Lang) -> [&'static str; 2] {
    match first {
        Some(Item::Guarantee { .. }) => [lang.t(word::GUARANTOR), lang.t(word::GUARANTEE_ID)],
        Some(Item::Deal { .. }) => [lang.t(settlement::ISSUER), lang.t(settlement::DEAL_ID)],
        Some(Item::Loan { .. }) | None => [lang.t(word::LENDER), lang.t(settlement::LOAN_ID)],
    }
}

fn lines(answer: &Explanation, names: &Names, lang: Lang) -> Table {
    let [holder, id] = item_titles(answer.lines.first().map(|line| &line.item), lang);
    let mut table = Table::new([
        (holder, Side::Left),
        (id, Side::Left),
        (lang.t(word::PARTY_ID), Side::Left),
        (lang.t(word::NAME), Side::Left),
        (lang.t(word::DAILY_AVERAGE), Side::Right),
        (lang.t(word::DAILY_AVERAGE_BEFORE), Side::Right),
        (lang.t(word::AMOUNT), Side::Right),
        (lang.t(word::NOTE), Side::Left),
    ]);
    for line in &answer.lines {
        let (holder, id) = key(&line.item);
        table.row([
            holder.to_owned(),
            id.to_owned(),
            line.borrower.clone(),
            names.party(&line.borrower).to_owned(),
            line.daily_average.map(Fen::grouped).unwrap_or_default(),
            line.daily_average_before.map(Fen::grouped).unwrap_or_default(),
            line.amount.grouped(),
            line_note(line, names, lang),
        ]);
    }
    let total = |table: &mut Table, title: &str, amount: Fen| {
        table.row([
            title.to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            amount.grouped(),
        ]);
    };
    table.rule();
    total(&mut table, lang.t(settlement::UNCAPPED), answer.uncapped);
    for adjustment in &answer.adjustments {
        let mut title = wording::adjustment(adjustment.kind, lang).to_owned();
        if !adjustment.cap.is_empty() {
            title = lang.say(settlement::NameAndId { name: &title, id: &adjustment.cap });
        }
        total(&mut table, &title, adjustment.amount);
    }
    total(&mut table, lang.t(word::DUE), answer.amount);
    table.without_empty_columns()
}

/// What else there is to say of a line.
pub fn line_note(line: &Line, names: &Names, lang: Lang) -> String {
    let separator = lang.pick("、", ", ");
    let mut notes = Vec::new();
    if !line.also_under.is_empty() {
        notes.push(lang.say(settlement::AlsoUnder { measures: &wording::measures(&line.also_under, names, lang) }));
    }
    if !line.books_begin_later.is_empty() {
        notes.push(lang.say(settlement::BooksBeginLater { lenders: &line.books_begin_later.join(separator) }));
    }
    notes.join(lang.semicolon())
}

fn near_misses(answer: &Explanation, names: &Names, lang: Lang) -> Table {
    let [holder, id] = item_titles(answer.near_misses.first().map(|miss| &miss.item), lang);
    let mut table = Table::new([
        (holder, Side::Left),
        (id, Side::Left),
        (lang.t(word::PARTY_ID), Side::Left),
        (lang.t(word::NAME), Side::Left),
        (lang.t(word::REASON), Side::Left),
        (lang.t(word::REQUIRED), Side::Right),
        (lang.t(word::ACTUAL), Side::Right),
    ]);
    for miss in &answer.near_misses {
        let (holder, id) = key(&miss.item);
        for (place, reason) in miss.reasons.iter().enumerate() {
            // The item is named once; its further reasons stand below.
            let item = if place == 0 { [holder, id, &miss.borrower, names.party(&miss.borrower)] } else { [""; 4] };
            let [limit, actual] = limit_and_actual(reason, lang);
            let mut row: Vec<String> = item.into_iter().map(str::to_owned).collect();
            row.extend([wording::reason(reason, lang).to_owned(), limit, actual]);
            table.row(row);
        }
    }
    table.without_empty_columns()
}

/// A reason's limit and what the item has, as people read them.
pub fn limit_and_actual(reason: &Reason, lang: Lang) -> [String; 2] {
    [&reason.limit, &reason.actual]
        .map(|figure| figure.as_ref().map(|figure| figures::exact(figure, lang)).unwrap_or_default())
}

/// A figure in the form of the interface; nothing where there is none.
fn plain(figure: &Option<Figure>) -> String {
    figure.as_ref().map(Figure::to_string).unwrap_or_default()
}

fn claims_text(claims: &ClaimFinding, lang: Lang) -> String {
    let amounts = settlement::ClaimAmounts {
        claimed: &claims.claimed.grouped(),
        verified: &claims.verified.grouped(),
        difference: &claims.difference.grouped(),
    };
    let mut text = format!("  {}\n", lang.say(amounts));
    if !claims.lines.is_empty() {
        text.push_str(&claimed_lines(claims, lang).text("  "));
    }
    if !claims.unclaimed.is_empty() {
        let count = grouped(claims.unclaimed.len() as u64);
        text.push_str(&format!("  {}\n", lang.say(settlement::Unclaimed { count: &count })));
        let [holder, id] = item_titles(claims.unclaimed.first(), lang);
        let mut table = Table::new([(holder, Side::Left), (id, Side::Left)]);
        for item in &claims.unclaimed {
            let (holder, id) = key(item);
            table.row([holder, id]);
        }
        text.push_str(&table.text("  "));
    }
    text
}

fn claimed_lines(claims: &ClaimFinding, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::LENDER), Side::Left),
        (lang.t(settlement::LOAN_ID), Side::Left),
        (lang.t(settlement::CLAIMED), Side::Right),
        (lang.t(word::VERIFIED), Side::Right),
        (lang.t(word::DIFFERENCE), Side::Right),
        (lang.t(word::VERDICT), Side::Left),
        (lang.t(word::REASON), Side::Left),
    ]);
    for line in &claims.lines {
        let reasons: Vec<&str> = line.reasons.iter().map(|reason| wording::reason(reason, lang)).collect();
        table.row([
            line.lender.clone(),
            line.loan_id.clone(),
            line.claimed.grouped(),
            line.verified.grouped(),
            line.difference.grouped(),
            wording::verdict(line.why, lang).to_owned(),
            reasons.join(lang.semicolon()),
        ]);
    }
    table.without_empty_columns()
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &[
    "row",
    "holder",
    "item",
    "borrower",
    "borrower_name",
    "daily_average",
    "daily_average_before",
    "amount",
    "claimed",
    "verdict",
    "code",
    "reason",
    "limit",
    "actual",
    "also_under",
    "books_begin_later",
];

/// One row a line, adjustment, reason of a near miss, and claimed line; the
/// first column tells which.
pub fn rows(answer: &Explanation, names: &Names, lang: Lang) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = answer.lines.iter().map(|line| line_row(line, names)).collect();
    rows.extend(answer.adjustments.iter().map(|adjustment| {
        let mut row = FlatRow::of("adjustment");
        row.set("amount", Cell::figure(adjustment.amount));
        row.set("code", Cell::text(wording::adjustment_code(adjustment.kind)));
        row.set("reason", Cell::text(&adjustment.cap));
        row.cells
    }));
    rows.extend(answer.near_misses.iter().flat_map(|miss| near_miss_rows(miss, names, lang)));
    rows.extend(answer.claims.iter().flat_map(|claims| claim_rows(claims, lang)));
    rows
}

struct FlatRow {
    cells: Vec<Cell>,
}

impl FlatRow {
    fn of(kind: &str) -> Self {
        let mut row = Self { cells: vec![Cell::text(""); COLUMNS.len()] };
        row.set("row", Cell::text(kind));
        row
    }

    fn set(&mut self, column: &str, cell: Cell) {
        if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
            self.cells[place] = cell;
        }
    }

    fn item(&mut self, item: &Item) {
        let (holder, id) = key(item);
        self.set("holder", Cell::text(holder));
        self.set("item", Cell::text(id));
    }

    fn reason(&mut self, reason: &Reason, lang: Lang) {
        self.set("code", Cell::text(reason.code.code()));
        self.set("reason", Cell::text(wording::reason(reason, lang)));
        self.set("limit", Cell::text(plain(&reason.limit)));
        self.set("actual", Cell::text(plain(&reason.actual)));
    }
}

fn line_row(line: &Line, names: &Names) -> Vec<Cell> {
    let mut row = FlatRow::of("line");
    row.item(&line.item);
    row.set("borrower", Cell::text(&line.borrower));
    row.set("borrower_name", Cell::text(names.party(&line.borrower)));
    row.set("daily_average", Cell::figure_or_nothing(line.daily_average));
    row.set("daily_average_before", Cell::figure_or_nothing(line.daily_average_before));
    row.set("amount", Cell::figure(line.amount));
    row.set("also_under", Cell::text(line.also_under.join(" ")));
    row.set("books_begin_later", Cell::text(line.books_begin_later.join(" ")));
    row.cells
}

fn near_miss_rows(miss: &NearMiss, names: &Names, lang: Lang) -> Vec<Vec<Cell>> {
    let row_of = |reason: &Reason| {
        let mut row = FlatRow::of("near-miss");
        row.item(&miss.item);
        row.set("borrower", Cell::text(&miss.borrower));
        row.set("borrower_name", Cell::text(names.party(&miss.borrower)));
        row.reason(reason, lang);
        row.cells
    };
    miss.reasons.iter().map(row_of).collect()
}

fn claim_rows(claims: &ClaimFinding, lang: Lang) -> Vec<Vec<Cell>> {
    let claimed = claims.lines.iter().map(|line| {
        let mut row = FlatRow::of("claim");
        row.set("holder", Cell::text(&line.lender));
        row.set("item", Cell::text(&line.loan_id));
        row.set("amount", Cell::figure(line.verified));
        row.set("claimed", Cell::figure(line.claimed));
        row.set("verdict", Cell::text(wording::verdict_code(line.why)));
        let texts: Vec<&str> = line.reasons.iter().map(|reason| wording::reason(reason, lang)).collect();
        let codes: Vec<&str> = line.reasons.iter().map(|reason| reason.code.code()).collect();
        row.set("code", Cell::text(codes.join(" ")));
        row.set("reason", Cell::text(texts.join(lang.semicolon())));
        row.cells
    });
    let unclaimed = claims.unclaimed.iter().map(|item| {
        let mut row = FlatRow::of("unclaimed");
        row.item(item);
        row.cells
    });
    claimed.chain(unclaimed).collect()
}
