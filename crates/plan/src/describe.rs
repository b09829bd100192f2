//! How the items of a plan read: the same lines for printing a plan and for
//! comparing two.

use crate::figure::Figure;
use crate::filter::{Filter, Is};
use crate::items::{
    AmountEntry, Chosen, Clause, DatasetEntry, ExclusiveEntry, FormulaEntry, MeasureEntry, Reading, TargetEntry, Task,
};
use crate::plan::Plan;
use crate::quantity::Quantity;
use crate::rules::Text;
use huigu_quantity::ClosedList;

/// An item in words.
#[derive(Debug, Clone)]
pub(crate) struct Described {
    pub kind: Text,
    pub id: String,
    pub clause: String,
    pub name: Text,
    pub fields: Vec<Field>,
    /// Paths of its own figures.
    pub figures: Vec<String>,
}

/// One line of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub label: Text,
    pub value: Text,
    /// A text of sentences: a comparison says that it changed, not how.
    pub prose: bool,
}

fn field(zh: &str, en: &str, value: Text) -> Field {
    Field { label: Text::of(zh, en), value, prose: false }
}

fn prose(zh: &str, en: &str, value: Text) -> Field {
    Field { label: Text::of(zh, en), value, prose: true }
}

impl Described {
    fn of(kind: (&str, &str), id: &str, clause: &str, name: &Text, fields: Vec<Field>) -> Self {
        let kind = Text::of(kind.0, kind.1);
        Self { kind, id: id.to_owned(), clause: clause.to_owned(), name: name.clone(), fields, figures: Vec::new() }
    }
}

fn dataset(entry: &DatasetEntry) -> Described {
    let declared = entry.dataset.declared();
    let sources = declared.sources.iter().map(|source| Text::of(source.chinese[0], source.code));
    let columns = declared.schema.columns.iter().map(|column| Text::of(column.chinese, column.name));
    let fields = vec![
        prose("内容", "says", entry.says.clone()),
        field("提供单位", "source", Text::list(&sources.collect::<Vec<_>>())),
        field("列", "columns", Text::list(&columns.collect::<Vec<_>>())),
    ];
    Described::of(("数据项目", "data set"), &entry.id, &entry.clause, &entry.name, fields)
}

impl Plan {
    /// Everything a clause yields, in the order of a clause's file; items that
    /// are not there any more or not yet are simply missing.
    pub(crate) fn described(&self) -> Vec<Described> {
        let items = &self.items;
        let mut all: Vec<Described> = items.clauses.iter().map(|clause| self.clause(clause)).collect();
        all.extend(items.readings.iter().map(reading));
        all.extend(items.filters.iter().map(|filter| {
            let fields = vec![field("条件", "conditions", self.filter_text(&filter.filter))];
            Described::of(("筛选条件", "filter"), &filter.id, &filter.clause, &filter.name, fields)
        }));
        all.extend(items.products.iter().map(|product| {
            let fields = vec![field("限制", "limits", self.filter_text(&product.limits))];
            Described::of(("产品", "product"), &product.id, &product.clause, &product.name, fields)
        }));
        all.extend(items.exclusions.iter().map(exclusion));
        all.extend(items.pools.iter().map(|pool| {
            let products = Text::list(&pool.products.iter().map(Text::same).collect::<Vec<_>>());
            Described::of(
                ("风险池", "pool"),
                &pool.id,
                &pool.clause,
                &pool.name,
                vec![field("产品", "products", products)],
            )
        }));
        all.extend(
            items
                .plain_figures
                .iter()
                .map(|f| Described::of(("数值", "figure"), &f.id, &f.clause, &f.name, Vec::new())),
        );
        all.extend(items.measures.iter().map(|measure| self.measure_lines(measure)));
        all.extend(items.targets.iter().map(|target| self.target_lines(target)));
        all.extend(items.tasks.iter().map(|task| self.task(task)));
        all.extend(items.datasets.iter().map(dataset));
        for item in &mut all {
            let prefix = format!("{}.", item.id);
            let own = |path: &&String| path.starts_with(&prefix) && item.kind.en != "clause";
            item.figures = self.figures.keys().filter(own).cloned().collect();
        }
        all
    }

    fn unit_names(&self, ids: &[String]) -> Text {
        let name = |id: &String| {
            self.items.units.iter().find(|unit| unit.id == *id).map_or_else(|| Text::same(id), |unit| unit.name.clone())
        };
        Text::list(&ids.iter().map(name).collect::<Vec<_>>())
    }

    fn clause(&self, clause: &Clause) -> Described {
        let mut fields = vec![
            prose("内容", "says", clause.says.clone()),
            field("责任单位", "units", self.unit_names(&clause.units)),
        ];
        if !clause.no_effect.is_empty() {
            fields.push(prose("无执行效果", "without effect", Text::joined(&clause.no_effect, "", " ")));
        }
        Described::of(("条款", "clause"), &clause.id, &clause.id, &clause.title, fields)
    }

    fn task(&self, task: &Task) -> Described {
        let mut fields = vec![field("责任单位", "units", self.unit_names(&task.units))];
        if let Some(due) = task.due {
            fields.push(field("期限", "due", Text::same(due.to_string())));
        }
        Described::of(("任务", "task"), &task.id, &task.clause, &task.does, fields)
    }

    fn measure_lines(&self, measure: &MeasureEntry) -> Described {
        let mut fields = vec![
            field("计算对象", "counts", measure.counts.text().into()),
            field("补助对象", "pays", measure.beneficiary.text().into()),
            field("金额", "amount", amount(&measure.amount)),
        ];
        if let Some(product) = &measure.product {
            fields.push(field("产品", "product", Text::same(product)));
        }
        for cap in &measure.caps {
            let scope = chosen(&cap.scope);
            fields.push(Field {
                label: Text::of(format!("封顶范围 {}", cap.name), format!("scope of {}", cap.name)),
                value: scope,
                prose: false,
            });
        }
        fields.push(field("条件", "conditions", self.filter_text(&measure.filter)));
        Described::of(("措施", "measure"), &measure.id, &measure.clause, &measure.name, fields)
    }

    fn target_lines(&self, target: &TargetEntry) -> Described {
        let mut fields = vec![
            field("方向", "direction", target.direction.text().into()),
            field("公式", "formula", self.formula_text(&target.formula)),
        ];
        for (key, filter) in &target.formula.filters {
            fields.push(Field { label: Text::same(*key), value: self.filter_text(filter), prose: false });
        }
        let kind = if target.watched { ("观察指标", "watched figure") } else { ("目标", "target") };
        Described::of(kind, &target.id, &target.clause, &target.name, fields)
    }

    fn formula_text(&self, formula: &FormulaEntry) -> Text {
        let mut parts = vec![formula.kind.text().into()];
        parts.extend(formula.indicator.iter().map(Text::same));
        parts.extend(formula.kinds.iter().map(|(_, shown)| shown.clone()));
        if formula.with_fee {
            parts.push(Text::of("含担保费", "with guarantee fee"));
        }
        if let Some((path, _)) = formula.size.as_deref().and_then(|path| self.figure(path)) {
            parts.push(Text::same(path));
        }
        Text::joined(&parts, "；", "; ")
    }

    /// A filter in words; its figures stand by their names, so that a change
    /// of one is told once.
    pub(crate) fn filter_text(&self, filter: &Filter) -> Text {
        let parts: Vec<Text> = filter.parts.iter().map(|part| self.part_text(part)).collect();
        if parts.is_empty() { Text::of("全部", "all") } else { Text::joined(&parts, "；", "; ") }
    }

    fn part_text(&self, part: &crate::filter::Part) -> Text {
        let label = part.key.label();
        let value = match &part.is {
            Is::Fixed(_, shown) => shown.clone(),
            Is::Figure(path) => Text::same(format!("`{path}`")),
            Is::Named(names) => Text::list(&names.iter().map(|name| self.filter_name(name)).collect::<Vec<_>>()),
            Is::Any(filters) => {
                let each: Vec<Text> = filters.iter().map(|inner| brackets(&self.filter_text(inner))).collect();
                Text::joined(&each, "或", " or ")
            }
            Is::Not(inner) | Is::GuaranteedLoan(inner) => brackets(&self.filter_text(inner)),
            Is::ByReading(id, sides) => {
                let each: Vec<Text> = sides
                    .iter()
                    .map(|(choice, inner)| {
                        let inner = self.filter_text(inner);
                        Text::of(format!("{choice}时{}", inner.zh), format!("{choice}: {}", inner.en))
                    })
                    .collect();
                let each = Text::joined(&each, "，", ", ");
                Text::of(format!("{id}（{}）", each.zh), format!("{id} ({})", each.en))
            }
        };
        Text::of(format!("{}：{}", label.zh, value.zh), format!("{}: {}", label.en, value.en))
    }

    fn filter_name(&self, id: &str) -> Text {
        self.items.filter(id).map_or_else(|| Text::same(id), |filter| filter.name.clone())
    }
}

fn brackets(text: &Text) -> Text {
    Text::of(format!("（{}）", text.zh), format!("({})", text.en))
}

fn reading(reading: &Reading) -> Described {
    let chosen = reading.choices.iter().find(|(choice, _)| *choice == reading.choice);
    let meaning = chosen.map(|(_, meaning)| meaning.clone()).unwrap_or_default();
    let both = if reading.both { Text::of("是", "yes") } else { Text::of("否", "no") };
    let fields = vec![
        field(
            "选择",
            "choice",
            Text::of(format!("{}（{}）", reading.choice, meaning.zh), format!("{} ({})", reading.choice, meaning.en)),
        ),
        prose("理由", "reason", reading.reason.clone()),
        field("可改选", "runs either way", both),
    ];
    Described::of(("口径", "reading"), &reading.id, &reading.clause, &reading.question, fields)
}

fn exclusion(entry: &ExclusiveEntry) -> Described {
    let id = entry.products.join(" / ");
    let name = Text::of("两种产品不能同时享受", "cannot be enjoyed together");
    let time = field("时间", "time", chosen(&entry.time));
    Described::of(("互斥", "exclusion"), &id, &entry.clause, &name, vec![time])
}

pub(crate) fn chosen<T: ClosedList>(chosen: &Chosen<T>) -> Text {
    match chosen {
        Chosen::Fixed(word) => word.text().into(),
        Chosen::By(id) => Text::of(format!("随口径 {id}"), format!("as the reading {id} says")),
    }
}

fn amount(amount: &AmountEntry) -> Text {
    match amount {
        AmountEntry::RateOnDailyAverage(_) => Text::of("日均余额的一定比例", "a rate on the daily average balance"),
        AmountEntry::RateOnIncrease(_, by) => {
            let by = chosen(by);
            Text::of(
                format!("新增日均余额的一定比例（{}）", by.zh),
                format!("a rate on the newly added daily average ({})", by.en),
            )
        }
        AmountEntry::FixedEach(_) => Text::of("每户定额", "a fixed sum each"),
        AmountEntry::RateOnSum(_) => Text::of("融资额的一定比例", "a rate on the sum raised"),
        AmountEntry::FixedPerStage(_) => Text::of("按类型和阶段定额", "a fixed sum by kind and stage"),
        AmountEntry::ShareOfInterest(_) => Text::of("利息的一定比例", "a share of the interest"),
        AmountEntry::ShareOfFee(_) => Text::of("担保费的一定比例", "a share of the guarantee fee"),
        AmountEntry::ShareOfPremium(_) => Text::of("保险费的一定比例", "a share of the premium"),
    }
}

/// A value or its absence.
pub(crate) fn value(value: Option<Quantity>) -> Text {
    value.map_or_else(|| Text::of("未定", "unset"), Quantity::text)
}

/// A figure's values, with their days where there is more than one.
pub(crate) fn figure(figure: &Figure) -> Text {
    if let [only] = figure.values.as_slice() {
        return value(only.value);
    }
    let each = |dated: &crate::figure::Dated| {
        let (text, from) = (value(dated.value), dated.period.from);
        Text::of(format!("{}（自{from}起）", text.zh), format!("{} from {from}", text.en))
    };
    Text::list(&figure.values.iter().map(each).collect::<Vec<_>>())
}
