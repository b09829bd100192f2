//! The sample register.

texts! {
    HasRegister { path } = "{path} 中已有登记库，样本登记库只建在新目录里；请用 --dir 另指定目录，或用 huigu serve --demo --data {path} 打开已有样本的门户", "{path} holds a register already, and a sample is made in a new folder only; name another with --dir, or open this one's portal with `huigu serve --demo --data {path}`";
    Made { path } = "样本登记库已建在 {path}，其中区县、机构、人员、日期和金额全部虚构。", "A sample register is in {path}: district, institutions, people, days and sums are all invented.";
    BOOKS = "台账", "Books";
    BooksAre { first, last, lenders, guarantors } = "{first} 至 {last} 年，{lenders} 家贷款机构、{guarantors} 家担保和保险机构逐年报送", "{first} to {last}, of {lenders} lenders and {guarantors} guarantors and insurers, year by year";
    BATCHES = "批次", "Batches";
    BatchesAre { batches, rows, corrected } = "{batches} 批（每个文件一批），新增 {rows} 行，更正 {corrected} 行", "{batches}, one a file: {rows} rows new, {corrected} corrected";
    WITHDRAWN = "撤回", "Withdrawn";
    WithdrawnIs { batch, file, by } = "第 {batch} 批 {file}，由第 {by} 批撤回", "batch {batch}, {file}, by batch {by}";
    ApprovedIs { year, number, total, date, who } = "{year} 年度第 {number} 号：{total} 元（{date}，{who}）", "settlement {number} of {year}: {total} yuan ({date}, {who})";
    SINCE = "此后", "Since then";
    SinceIs { batch } = "第 {batch} 批更正了一笔已计入核定的贷款", "batch {batch} corrected a loan that was approved";
    HEAD = "审计链头", "Audit head";
    WHAT_TO_TRY = "接下来可以试：", "What to try next:";
    TRY_VERIFY = "复算核定结果；此后的更正使谁多得、谁应退", "compute what was approved again; see who owes back since, and because of which row";
    TRY_EXPLAIN = "逐笔看一家机构的金额由何而来，哪些未计入、差在哪里", "see where one amount comes from, line by line, and what nearly counts";
    TRY_EARLIER = "按核定当时所知再算一遍", "settle the year by what was known when it was approved";
    TRY_TARGETS = "方案各项目标的完成情况", "how far the plan's targets have come";
    TRY_SIMULATE = "调整一个参数，看支出如何变化", "turn one of the plan's figures and see what it would cost";
    TRY_BATCHES = "全部批次；某一批更正了哪些行", "all batches; and the rows that one of them corrected, old and new";
    TRY_NEXT = "一份尚未报送的更正：先看它会使已核定的年度变动多少", "a correction not sent yet: see first what it would change in the year approved";
    TRY_FAULTY = "一份有错误的文件：看错误如何指出", "a file with faults: see how they are told";
    TRY_AUDIT = "校验审计链，凭链头证明此前各行未被改动", "verify the audit; the head proves that nothing up to it was changed";
    TRY_APPROVE = "自己核定下一年度", "approve the next year yourself";
    TRY_SERVE = "再次打开门户", "open the portal again";
    Logins { password } = "门户的登录名，各角色一个，密码都是 {password}", "Logins at the portal, one of each role; the password of all is {password}";
    Portal { address } = "门户：{address}（Ctrl-C 停止）", "The portal: {address} (Ctrl-C stops it)";
}
