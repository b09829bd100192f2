//! `parties`: a borrower, issuer or applicant, as it was from `valid_from` on.

book! {
    /// A borrower, issuer or applicant, as it was from `valid_from` on.
    Party<'a>: "parties", ["主体", "主体名册", "企业主体", "借款主体"];

    columns {
        party_id: required Id, of Party, ["统一社会信用代码", "主体编号", "主体代码", "个人身份号码", "社会信用代码"],
            "统一社会信用代码；个人可用任意编号", "unified social credit code; any id for persons";
        name: required Text, ["主体名称", "名称", "企业名称", "姓名", "客户名称"],
            "名称", "name";
        kind: required Word(PartyKind), ["主体类型", "类型", "主体类别"],
            "主体的种类", "kind of party";
        ownership: optional Word(Ownership), ["控股类型", "所有制", "企业控股类型", "控股情况"],
            "企业由谁控股", "who controls the enterprise";
        industry: optional Industry, ["行业代码", "行业", "国民经济行业代码", "所属行业"],
            "GB/T 4754-2017 代码：字母加数字，或仅数字", "GB/T 4754-2017 code: letter and digits, or digits";
        employees: optional Count, ["从业人员（人）", "从业人数", "从业人员数", "职工人数"],
            "从业人数", "persons employed";
        revenue as "revenue_wan": optional MoneyWan, ["营业收入（万元）", "年营业收入"],
            "上年营业收入，万元", "yearly revenue in 10,000 yuan";
        assets as "assets_wan": optional MoneyWan, ["资产总额（万元）", "总资产", "资产总计"],
            "资产总额，万元", "total assets in 10,000 yuan";
        scale: optional Word(Scale), ["企业规模", "规模", "划型"],
            "填报规模；能测算的以测算为准", "scale as reported; the computed one counts where there is one";
        established: optional Date, ["成立日期", "成立时间", "注册日期"],
            "成立日期", "day of establishment";
        town: optional Text, ["镇街道", "镇", "街道", "镇街", "所属镇街道", "所属街道"],
            "所在镇（街道）", "town or street";
        park: optional Text, ["园区", "所在园区", "小微企业园", "所属园区"],
            "所在小微企业园", "small-enterprise park";
        in_district: optional Boolean, else true, ["是否区内", "区内", "是否本区"],
            "空＝是", "whether in the district; empty = yes";
        dual_innovation_since: optional Date, ["双创主体认定日期", "双创认定日期", "双创起始日期"],
            "自该日起为双创主体", "first day as a dual-innovation subject";
        dual_innovation_until: optional Date, ["双创主体终止日期", "双创终止日期", "双创退出日期"],
            "自该日起不再是双创主体", "first day no longer a dual-innovation subject";
        technology: optional Boolean, else false, ["是否科技型企业", "科技型企业", "科技企业"],
            "空＝否", "whether a qualifying technology enterprise; empty = no";
        agricultural: optional Boolean, else false, ["是否涉农", "涉农", "涉农主体"],
            "空＝否", "whether agriculture, countryside or farmers; empty = no";
        valid_from: optional Date, ["生效日期", "生效日", "有效起始日期"],
            "本行自该日起有效；空＝自始", "first day this row is in force; empty = from the beginning";
    }

    key (party_id, valid_from);
    sent by [Bank, Guarantor, Unit];
    checks {
        party_id: credit_code_or_any_id(party_id, kind);
        dual_innovation_until: after(dual_innovation_until, dual_innovation_since);
        dual_innovation_until: with_beginning(dual_innovation_until, dual_innovation_since);
    }
}
