//! `lpr`: a publication of the loan prime rate.

book! {
    /// A publication of the loan prime rate.
    Lpr: "lpr", ["贷款市场报价利率", "报价利率"];

    columns {
        date: required Date, ["公布日期", "日期", "发布日期"],
            "公布日期", "day of publication";
        one_year: required Rate, ["一年期", "1年期", "一年期报价", "1年期LPR", "一年期LPR"],
            "一年期报价，百分数", "one-year quote, in percent";
        five_year: required Rate, ["五年期以上", "5年期以上", "五年期", "5年期", "五年期以上LPR", "5年期以上LPR"],
            "五年期以上报价，百分数", "quote for more than five years, in percent";
    }

    key (date);
    sent by [PeoplesBank];
}
