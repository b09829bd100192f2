//! Workbooks that an office files.

texts! {
    SUMMARY = "汇总", "Summary";
    LINES = "明细", "Lines";
    CLAIMS = "申报核对", "Claims";
    Page { name, page } = "{name}{page}", "{name} {page}";
    SummaryTitle { year } = "{year} 年度扶持资金测算汇总表", "Settlement of {year}: summary";
    BeneficiariesTitle { year } = "{year} 年度扶持资金分受益方测算表", "Settlement of {year}: beneficiaries";
    LinesTitle { year } = "{year} 年度扶持资金测算明细表", "Settlement of {year}: lines";
    NearMissesTitle { year } = "{year} 年度未计入业务及原因明细表", "Settlement of {year}: near misses and reasons";
    ClaimsTitle { year } = "{year} 年度申报与核实对照表", "Settlement of {year}: claimed and verified";
    Office { office } = "填报单位：{office}", "Office: {office}";
    Date { date } = "制表日期：{date}", "Date: {date}";
    UNIT = "单位：元", "Unit: yuan";
    Plan { plan } = "方案：{plan}", "Plan: {plan}";
    PREPARED = "制表：", "Prepared by:";
    CHECKED = "复核：", "Checked by:";
    APPROVED = "审批：", "Approved by:";
    FOOTER = "&C第 &P 页，共 &N 页", "&CPage &P of &N";
}
