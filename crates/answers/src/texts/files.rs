//! Files and streams.

texts! {
    AnswerNotWritten { why } = "结果无法输出：{why}", "the answer cannot be written: {why}";
    DOES_NOT_EXIST = "不存在", "it does not exist";
    NO_PERMISSION = "没有权限", "permission is denied";
    NOT_A_FOLDER = "不是目录", "it is not a folder";
    NOT_A_FILE = "是目录，不是文件", "it is a folder, not a file";
    DISK_FULL = "磁盘已满", "the disk is full";
    ReadFailed { path, why } = "无法读取 {path}：{why}。请检查路径和权限", "cannot read {path}: {why}; check the path and its permissions";
    WriteFailed { path, why } = "无法写入 {path}：{why}。请检查目录是否存在、权限和剩余空间", "cannot write {path}: {why}; check that the folder exists, its permissions and the space left";
    Written { path } = "已写入 {path}", "written: {path}";
    NOT_ON_A_TERMINAL = "XLSX 不是文本，不能显示在终端上；用 --output 文件名.xlsx 写入文件", "an XLSX workbook is not text for a terminal; write it to a file with --output FILE.xlsx";
    NotEmpty { path } = "{path} 不是空目录，不会覆盖其中的文件；请另指定空目录或不存在的目录", "{path} is not empty and nothing in it is overwritten; name an empty or new folder";
    LoansWritten { loans } = "已生成贷款 {loans} 笔", "{loans} loans written";
    DistrictWritten { path, loans, events } = "模拟区台账已写入 {path}：贷款 {loans} 笔，发生额 {events} 笔", "a synthetic district is in {path}: {loans} loans, {events} events";
}
