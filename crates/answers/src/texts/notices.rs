//! Notices.

texts! {
    NUMBER = "编号", "No.";
    PUBLISHED_ON = "发布日期", "Published";
    UNTIL = "公示截止", "Until";
    SETTLEMENT = "核定", "Approval";
    NONE_YET = "还没有通知公告", "no notices yet";
    Published { number } = "已发布，第 {number} 号", "published as notice {number}";
    Withdrawn { number } = "第 {number} 号通知公告已撤回", "notice {number} is withdrawn";
    WithdrawnOn { date, reason } = "本件已于{date}撤回。原因：{reason}", "This notice was withdrawn on {date}. Reason: {reason}";
    WithdrawnNote { date, reason } = "{date} 撤回：{reason}", "withdrawn {date}: {reason}";
    PUBLISH_ONE = "发布通知公告", "Publish a notice";
    NOTICES = "通知公告", "Notices";
    PUBLISHED_BY = "发布人", "Published by";
    NONE = "还没有通知公告。", "There are no notices yet.";
    LEAD = "牵头单位发布的通知，以及须公示的扶持资金。公示期内可以提出异议。", "Notices of the lead unit, and support put before the public. Objections are heard until the period ends.";
    UntilDay { date } = "公示至{date}", "until {date}";
    ALL = "全部通知公告", "All notices";
    PUBLISHER = "发布人：", "Published by: ";
    Period { from, until, office } = "公示期自{from}至{until}。对公示内容有异议的，请在公示期内向{office}提出。", "On public notice from {from} to {until}. Objections may be raised with {office} within this period.";
    ApprovedResult { year, settlement } = "{year} 年度扶持资金核定结果（第 {settlement} 号核定）", "Support approved for {year} (settlement {settlement})";
    NOTHING_DUE = "没有应补金额。", "Nothing is due.";
    YES_WITHDRAW = "确认撤回，撤回后不能恢复", "Yes, withdraw it; this cannot be undone";
    Numbered { number } = "第 {number} 号", "No. {number}";
    TitleOfYear { year } = "{year} 年度扶持资金核定结果公示", "Public notice of the support approved for {year}";
    NO_SETTLEMENT = "不附", "none";
    CHECKED = "已核对，确认发布；发布后不能修改，只能撤回", "I have checked it; once published it cannot be changed, only withdrawn";
    PUBLISH = "发布", "Publish";
    PUT_ON_NOTICE = "列入公示", "Put on public notice";
}
