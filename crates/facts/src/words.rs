//! The closed words of the books, each with its code and its Chinese forms.

use huigu_quantity::{ClosedList, closed_list};

/// A closed set of words: what an enumerated column may hold.
pub trait Vocabulary: ClosedList {
    /// Every word as the schema lists it, in the same order.
    const WORDS: &'static [Word];

    /// Every accepted Chinese form.
    #[must_use]
    fn chinese_forms(self) -> &'static [&'static str] {
        self.word().chinese
    }

    /// The word as the schema lists it.
    #[must_use]
    fn word(self) -> &'static Word {
        &Self::WORDS[usize::from(self.index())]
    }

    /// The word a cell holds, by code (letter case aside) or Chinese form.
    #[must_use]
    fn parse(text: &str) -> Option<Self> {
        Self::WORDS.iter().position(|word| word.is(text)).map(|place| Self::ALL[place])
    }

    /// Place in [`ClosedList::ALL`]: a small number for bit sets, below 32.
    fn index(self) -> u8;
}

/// A word of a closed set as the schema lists it: code and Chinese forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word as files and answers write it.
    pub code: &'static str,
    /// The accepted Chinese forms, the first the one people read.
    pub chinese: &'static [&'static str],
}

impl Word {
    /// Whether a cell's text is this word: its code (letter case aside) or a Chinese form.
    #[inline]
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.code.eq_ignore_ascii_case(text) || self.chinese.contains(&text)
    }
}

macro_rules! vocabularies {
    ($($(#[$doc:meta])* $name:ident {
        $($word:ident = $code:literal : $chinese:literal $(| $form:literal)*),+ $(,)?
    })+) => {
        $(
            closed_list! {
                $(#[$doc])*
                pub enum $name { $($word = $code, $chinese, $code;)+ }
            }

            impl Vocabulary for $name {
                const WORDS: &'static [Word] = &[$(Word { code: $code, chinese: &[$chinese $(, $form)*] }),+];

                fn index(self) -> u8 {
                    self as u8
                }
            }
        )+

        /// Every vocabulary by its name, with its words in their order. Registers
        /// keep a word as its place: new ones stand at the end.
        pub const VOCABULARIES: &[(&str, &[Word])] = &[$((stringify!($name), $name::WORDS)),+];

        #[cfg(test)]
        fn check_every() {
            $(tests::check::<$name>();)+
        }
    };
}

vocabularies! {
    /// Kind of a party.
    PartyKind {
        Enterprise = "enterprise": "企业",
        IndividualBusiness = "individual-business": "个体工商户" | "个体户",
        Individual = "individual": "个人" | "自然人",
        Cooperative = "cooperative": "农民专业合作社" | "合作社",
    }

    /// Who controls an enterprise.
    Ownership {
        Private = "private": "私人控股" | "民营",
        State = "state": "国有控股" | "国有",
        Collective = "collective": "集体控股" | "集体",
        Hmt = "hmt": "港澳台商控股" | "港澳台",
        Foreign = "foreign": "外商控股" | "外商" | "外资",
    }

    /// Scale of an enterprise by the statistical classification of 2017.
    Scale {
        Large = "large": "大型" | "大",
        Medium = "medium": "中型" | "中",
        Small = "small": "小型" | "小",
        Micro = "micro": "微型" | "微",
    }

    /// Kind of an organisation.
    OrganisationKind {
        Bank = "bank": "银行",
        Guarantor = "guarantor": "担保机构" | "担保公司",
        Insurer = "insurer": "保险机构" | "保险公司",
        Department = "department": "部门",
        Town = "town": "镇街道" | "镇" | "街道",
        School = "school": "学校",
        Community = "community": "社区" | "村" | "行政村",
    }

    /// Form of a loan.
    LoanForm {
        Loan = "loan": "贷款",
        Discount = "discount": "票据贴现" | "贴现",
        Overdraft = "overdraft": "透支",
    }

    /// How a loan's rate moves.
    RateKind {
        Fixed = "fixed": "固定利率" | "固定",
        Floating = "floating": "浮动利率" | "浮动",
    }

    /// How a loan is paid back.
    Repayment {
        Bullet = "bullet": "到期还本" | "到期一次还本付息" | "按期付息到期还本" | "先息后本",
        EqualPrincipal = "equal-principal": "等额本金",
        EqualPayment = "equal-payment": "等额本息",
        Revolving = "revolving": "随借随还",
    }

    /// How a loan is secured.
    Security {
        Unsecured = "unsecured": "信用",
        Guaranteed = "guaranteed": "保证",
        Mortgaged = "mortgaged": "抵押",
        Pledged = "pledged": "质押",
    }

    /// What a loan is secured with.
    Collateral {
        RealEstate = "real-estate": "不动产",
        Receivables = "receivables": "应收账款",
        IntellectualProperty = "intellectual-property": "知识产权",
        Farmland = "farmland": "农地",
        Farmhouse = "farmhouse": "农房",
        ForestRight = "forest-right": "林权",
        SeaArea = "sea-area": "海域使用权",
        Equipment = "equipment": "设备",
        Other = "other": "其他",
    }

    /// What a loan is for.
    Purpose {
        WorkingCapital = "working-capital": "流动资金",
        FixedAsset = "fixed-asset": "固定资产",
        Consumption = "consumption": "消费",
        Other = "other": "其他",
    }

    /// With whom a lender works on a loan.
    Cooperation {
        Tax = "tax": "银税" | "税务",
        Guarantee = "guarantee": "银担" | "担保",
        Insurance = "insurance": "银保" | "保险",
    }

    /// Central-bank support behind a loan.
    Support {
        Relending = "relending": "支农支小再贷款" | "再贷款",
        UnsecuredPlan = "unsecured-plan": "信用贷款支持计划" | "信用贷款支持",
        Deferral = "deferral": "延期还本付息" | "延期",
    }

    /// What an event does to a loan.
    LoanEventKind {
        Disburse = "disburse": "发放",
        Repay = "repay": "归还",
        WriteOff = "write-off": "核销",
        Adjust = "adjust": "调整",
    }

    /// Five-grade class of a loan.
    LoanClassKind {
        Normal = "normal": "正常",
        SpecialMention = "special-mention": "关注",
        Substandard = "substandard": "次级",
        Doubtful = "doubtful": "可疑",
        Loss = "loss": "损失",
    }

    /// What became of a financing demand.
    Outcome {
        Open = "open": "待对接" | "未结",
        Met = "met": "已满足" | "已对接",
        Refused = "refused": "未满足" | "已拒绝",
        Withdrawn = "withdrawn": "已撤回" | "撤回",
    }

    /// What an event does to a guarantee.
    GuaranteeEventKind {
        TakeOn = "take-on": "承保",
        Release = "release": "解除",
        Compensate = "compensate": "代偿",
        Recover = "recover": "追偿",
    }

    /// Kind of a financing on the capital market or abroad.
    DealKind {
        Listing = "listing": "上市",
        Neeq = "neeq": "新三板" | "新三板挂牌",
        RegionalEquity = "regional-equity": "区域股权市场" | "股权交易中心挂牌",
        Bond = "bond": "债券" | "公司债" | "企业债",
        Convertible = "convertible": "可转债" | "私募可转债",
        DebtInstrument = "debt-instrument": "债务融资工具",
        EquityFund = "equity-fund": "股权基金" | "产业基金",
        CrossBorder = "cross-border": "跨境融资",
    }

    /// How far a listing has come.
    DealStage {
        Tutoring = "tutoring": "辅导",
        Filed = "filed": "申报" | "报会",
        Accepted = "accepted": "受理",
        Approved = "approved": "过会" | "核准",
        Listed = "listed": "挂牌上市" | "上市" | "挂牌",
    }
}

impl LoanClassKind {
    /// Substandard, doubtful or loss: non-performing (不良).
    #[must_use]
    pub fn is_non_performing(self) -> bool {
        matches!(self, Self::Substandard | Self::Doubtful | Self::Loss)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn check<V: Vocabulary + std::fmt::Debug>() {
        assert!(V::ALL.len() < 32, "a bit set of 32 holds every word");
        for (place, word) in V::ALL.iter().enumerate() {
            assert_eq!(usize::from(word.index()), place);
            assert_eq!(V::parse(word.code()), Some(*word));
            assert_eq!((word.word().code, word.word().chinese), (word.code(), word.chinese_forms()));
            assert_eq!(V::parse(&word.code().to_uppercase()), Some(*word));
            for form in word.chinese_forms() {
                assert_eq!(V::parse(form), Some(*word), "{form} names one word only");
            }
        }
        assert_eq!(V::parse(""), None);
    }

    #[test]
    fn every_word_is_read_back() {
        check_every();
    }
}
