//! Where a row comes from.

texts! {
    Origin { file, row, batch, date } = "{file} 第 {row} 行，第 {batch} 批，{date}入库", "{file}, row {row}, batch {batch}, kept on {date}";
    FROM = "来源：", "From: ";
    Loan { id } = "贷款 {id}", "Loan {id}";
    Guarantee { id } = "担保 {id}", "Guarantee {id}";
    Deal { id } = "融资业务 {id}", "Deal {id}";
    CONTENT = "内容", "Content";
    SAVED_ON = "入库日", "Kept on";
    EVENTS = "发生额、余额与分类", "Events, balances and classes";
    NO_EVENTS = "没有发生额。", "No events yet.";
}
