//! The plan's own closed words.

use huigu_quantity::closed_list;

closed_list! {
    /// Whether a loan may earn under more than one measure (reading).
    pub enum Stacking {
        /// It may; what is counted twice is reported.
        Both = "both", "可叠加享受", "a loan may earn under two measures";
        /// Only under the one that gives more before rounding and caps; ties go to
        /// the measure that stands earlier in [`Rules::measures`].
        HigherOnly = "higher-only", "从高不重复", "only under the measure that gives more";
    }
}

closed_list! {
    /// The time of a loan for an exclusion (reading).
    pub enum ExclusionTime {
        /// From the start to the first day from which the balance is zero for good.
        Balance = "balance", "按余额存续期", "while there is a balance";
        /// From the start to the due date.
        Contract = "contract", "按合同期", "from start to due date";
    }
}

closed_list! {
    /// What a measure counts.
    pub enum Counts {
        /// Loans.
        Loans = "loans", "贷款", "loans";
        /// Guarantees.
        Guarantees = "guarantees", "担保", "guarantees";
        /// Financings.
        Deals = "deals", "融资业务", "deals";
    }
}

closed_list! {
    /// Who is paid.
    pub enum Beneficiary {
        /// The loan's lender.
        Lender = "lender", "贷款机构", "lender";
        /// The guarantee's guarantor or insurer.
        Guarantor = "guarantor", "担保或保险机构", "guarantor or insurer";
        /// The deal's issuer.
        Issuer = "issuer", "融资企业", "issuer";
        /// The loan's or guarantee's borrower.
        Borrower = "borrower", "借款人", "borrower";
    }
}

closed_list! {
    /// What "newly added daily average balance" means (reading).
    pub enum Increase {
        /// The daily average of the year less that of the year before, not below zero.
        OverYearBefore = "increase", "较上年日均增加额", "increase of the daily average over the year before";
        /// The daily average of the loans started in the year.
        NewLoans = "new-loans", "当年新发放贷款日均余额", "daily average of the loans started in the year";
    }
}

closed_list! {
    /// What a cap is over, in the order caps apply.
    pub enum CapScope {
        /// One deal (measures on deals only).
        Deal = "deal", "每单", "each deal";
        /// One beneficiary in one year.
        BeneficiaryYear = "beneficiary", "每家每年", "each beneficiary, a year";
        /// One beneficiary over all years (measures on deals only).
        BeneficiaryLifetime = "beneficiary-lifetime", "每家历年累计", "each beneficiary, over all years";
        /// All beneficiaries together in one year.
        ProgrammeYear = "programme", "全区每年合计", "all beneficiaries together, a year";
    }
}

closed_list! {
    /// Which side of its goal a target should be on.
    pub enum Direction {
        /// `value >= goal`.
        AtLeast = "at-least", "不低于", "at least";
        /// `value <= goal`.
        AtMost = "at-most", "不高于", "at most";
    }
}
