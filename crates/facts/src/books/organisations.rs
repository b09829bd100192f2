//! `organisations`: a lender, guarantor, insurer, department, town, school or community.

book! {
    /// A lender, guarantor, insurer, department, town, school or community.
    Organisation<'a>: "organisations", ["机构", "机构名册"];

    columns {
        org_id: required Id, ["机构编号", "机构代码", "机构号"],
            "机构编号", "id of the organisation";
        name: required Text, ["机构名称", "名称"],
            "名称", "name";
        kind: required Word(OrganisationKind), ["机构类型", "类型", "机构类别"],
            "机构的种类", "kind of organisation";
        in_district: optional Boolean, else true, ["是否区内", "区内", "是否本区"],
            "空＝是", "whether in the district; empty = yes";
        policy: optional Boolean, else false, ["是否政府性融资担保机构", "政府性融资担保机构", "政策性担保机构"],
            "空＝否", "whether a policy guarantor; empty = no";
        books_from: optional Date, ["台账起始日期", "台账起始日", "数据起始日期"],
            "所报台账覆盖的第一天；空＝完整", "first day the books cover; empty = complete";
    }

    key (org_id);
}
