//! What a token opens: a part of what its user may.

use huigu_quantity::closed_list;

closed_list! {
    /// What a token can be made for.
    pub enum TokenScope {
        /// Read figures: plan, targets, settlements, explanations, what-ifs.
        Figures = "figures", "读取指标与测算", "read targets and settlements";
        /// Send books, see and withdraw what was sent.
        Books = "books", "报送台账", "send books";
        /// Read parties.
        Parties = "parties", "读取主体信息", "read parties";
    }
}
