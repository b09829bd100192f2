//! How something stands, in a word; pages set a mark of its own beside it.

use huigu_quantity::closed_list;

closed_list! {
    /// How something stands.
    pub enum State {
        /// A goal is reached.
        Met = "met", "完成", "met";
        /// A goal is not reached.
        NotMet = "not-met", "未完成", "not met";
        /// There is a value, and no judgement yet.
        NotJudged = "not-judged", "暂不评判", "too early to assess";
        /// Nothing was reported.
        NoData = "no-data", "无数据", "no data";
        /// A figure waits for a notice.
        Unset = "unset", "标准待定", "pending";
        /// A figure watched without a goal.
        Watched = "watched", "监测", "monitored";
        /// A measure that pays.
        Active = "active", "已启用", "active";
        /// Something is well.
        Well = "well", "正常", "OK";
        /// Something is wrong.
        Wrong = "wrong", "有误", "error";
        /// Behind the others.
        Behind = "behind", "逾期", "overdue";
        /// Nothing came.
        Missing = "missing", "未报", "missing";
        /// Something is withdrawn or ended.
        Ended = "ended", "已失效", "ended";
    }
}
