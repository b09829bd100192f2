//! What is around every page, and parts of many.

texts! {
    HUIGU = "慧谷", "Huigu";
    AS_OF = "截至日期", "As of";
    SHOW = "查看", "Show";
    OfYear { year } = "{year} 年度", "{year}";
    NOTHING_HERE = "没有内容。", "There is nothing here.";
    NoRow { q } = "没有符合“{q}”的行。", "No row matches “{q}”.";
    CLEAR_FILTER = "清除筛选", "Clear the filter";
    PageOf { found, at, pages } = "共 {found} 行，第 {at} 页，共 {pages} 页", "{found} rows, page {at} of {pages}";
    PAGES = "翻页", "Pages";
    PREVIOUS = "上一页", "Previous";
    FILTER = "筛选", "Filter";
    NEXT = "下一页", "Next";
    OVERVIEW = "总览", "Overview";
    TAGLINE = "普惠金融专项行动的方案、目标、措施与资金，逐条可查。", "An inclusive-finance plan, its targets, measures and money, clause by clause.";
    SKIP = "跳到正文", "Skip to the content";
    MAIN = "主导航", "Main";
    YOU_ARE_HERE = "所在位置", "You are here";
    SEE_HEADS = "见各表表头", "see the head of each table";
    NO_BATCH_YET = "登记库尚无批次", "The register holds no batch yet";
    UpToBatch { batch } = "登记库至第 {batch} 批", "Register up to batch {batch}";
    DEMO = "演示数据，机构和主体均为虚构", "Demonstration: institutions and enterprises are invented";
    SIGN_OUT = "退出", "Sign out";
    OFFICE = "填报单位：", "Reporting office: ";
    CLOSING_DATE = "截止日期：", "Closing date: ";
    MONEY_UNIT = "金额单位：", "Unit of money: ";
    Month { year, month } = "{year}年{month}月", "{month}/{year}";
}
