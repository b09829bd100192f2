//! `loans`: a loan, by its IOU (借据).

use crate::words::LoanForm;

book! {
    /// A loan, by its IOU (借据).
    Loan<'a>: "loans", ["贷款", "贷款台账", "借据", "贷款借据"];

    columns {
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"],
            "贷款机构的机构编号", "the lender's organisation id";
        loan_id: required Id, ["借据编号", "借据号", "贷款借据编号"],
            "借据编号，在机构内唯一", "IOU number, unique within the lender";
        contract_id: optional Id, ["合同编号", "合同号", "贷款合同编号"],
            "所属合同", "contract it was drawn under";
        borrower: required Id, of Party, ["借款人", "借款人编号", "借款主体", "借款人统一社会信用代码", "借款人个人身份号码"],
            "借款人的主体编号", "the borrower's party id";
        product: optional Id, of Product, ["贷款产品", "产品", "产品编号"],
            "方案中的产品编号；空＝无", "product id of the plan; empty = none";
        form: optional Word(LoanForm), else LoanForm::Loan, ["贷款形式", "业务形式", "形式"],
            "空＝贷款", "form; empty = loan";
        start: required Date, ["起始日期", "起息日", "发放日期", "贷款起始日", "放款日期", "贷款起始日期"],
            "第一天", "first day";
        due: required Date, ["到期日期", "到期日", "原到期日", "贷款到期日", "贷款到期日期"],
            "原到期日", "original due date";
        extended_to: optional Date, ["展期到期日期", "展期到期日", "展期至"],
            "展期后的到期日", "due date after extension";
        principal: required Money(Positive), ["贷款本金", "本金", "借据金额", "贷款金额", "发放金额"],
            "本金，元", "principal in yuan";
        rate: optional Rate, ["年利率", "利率", "执行利率", "执行年利率", "贷款利率"],
            "起始日执行的年利率，百分数", "executed yearly rate at the start, in percent";
        rate_kind: optional Word(RateKind), ["利率类型", "利率方式"],
            "固定或浮动", "fixed or floating";
        repayment: optional Word(Repayment), ["还款方式", "还本方式", "还本付息方式"],
            "还款方式", "how it is paid back";
        security: required Word(Security), ["担保方式", "主要担保方式"],
            "担保方式", "how it is secured";
        collateral: optional Word(Collateral), ["押品类型", "抵质押物类型", "押品", "抵质押物"],
            "押品的种类", "what it is secured with";
        credit_line: optional Money(NonNegative), ["单户授信总额", "授信总额", "单户授信"],
            "贷款机构对该户的授信总额，元", "the lender's credit line to the borrower, in yuan";
        purpose: optional Word(Purpose), ["贷款用途", "用途"],
            "用途", "what it is for";
        /// Reported as the borrower's first loan; `None`: not reported.
        first_loan: optional Boolean, ["是否首贷", "首贷"],
            "是否该户首笔贷款", "whether reported as the borrower's first loan";
        first_checked: optional Date, ["首贷核查日期", "征信核查日期", "首贷查询日期"],
            "首贷所依据的征信查询日期", "day of the credit-bureau check behind first_loan";
        renewal_of: optional Id, of Loan, ["续贷借据编号", "所续借据编号", "无还本续贷原借据"],
            "无还本续贷所续的本机构原借据", "id of the lender's loan that this one renews";
        guarantor: optional Id, of Organisation, ["担保机构", "担保机构编号", "担保公司"],
            "担保机构的机构编号", "the guarantor's organisation id";
        cooperation: optional Word(Cooperation), ["合作方式", "银政担合作", "合作类型"],
            "银税、银担、银保合作", "cooperation with tax, guarantee or insurance";
        /// Reported as agricultural; `None`: not reported.
        agricultural: optional Boolean, ["是否涉农", "涉农", "涉农贷款"],
            "是否涉农贷款", "whether reported as agricultural";
        support: optional Word(Support), ["央行支持", "货币政策工具", "支持工具"],
            "所用的央行支持工具", "central-bank support behind it";
    }

    item Loan;
    key (lender, loan_id);
    owner lender;
    sent by [Bank];
    checks {
        due: not_before(due, start);
    }
}
