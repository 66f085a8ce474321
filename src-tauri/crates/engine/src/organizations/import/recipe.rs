//! How files of one kind were read last time, so that the same columns need not be chosen again next month.
//!
//! A few shapes are remembered for each profile: the vendor's export, the reseller's list. A file is of a shape when
//! it has the columns that were chosen then. Kept as JSON: a field may be added with a default, none may change its
//! meaning.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::ColumnUse;
use super::api::ApiSettings;
use super::columns::squeeze;
use super::table::Table;

/// Shapes that are remembered, the latest first.
const KEPT: usize = 8;

/// What was chosen, or worked out and accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recipe {
    /// What parts the cells, for a text file.
    #[serde(default)]
    pub(super) delimiter: Option<String>,
    /// The encoding's registered name, for a text file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) encoding: Option<String>,
    /// The sheet, for a workbook.
    #[serde(default)]
    pub(super) sheet: Option<String>,
    /// How the API was asked, for a list of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) api: Option<ApiSettings>,
    pub(super) has_header: bool,
    pub(super) columns: Vec<RecipeColumn>,
}

/// A column by its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecipeColumn {
    pub(super) heading: String,
    pub(super) holds: ColumnUse,
}

/// All recipes of a kind of source, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Recipes(Vec<Recipe>);

impl Recipes {
    /// What was kept; none when a later version wrote it in another form.
    pub(super) fn from_json(json: Option<&str>) -> Self {
        json.and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default()
    }

    /// The latest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Recipe> {
        self.0.iter()
    }

    /// Puts a recipe first, in the place of the one for the same columns.
    pub(super) fn remember(&mut self, recipe: Recipe) {
        self.0.retain(|old| !old.has_columns_of(&recipe));
        self.0.insert(0, recipe);
        self.0.truncate(KEPT);
    }
}

impl Recipe {
    /// What was chosen for a table.
    pub(super) fn of(table: &Table, columns: &[ColumnUse]) -> Self {
        let columns = table.headings.iter().zip(columns);
        Self {
            has_header: table.has_header(),
            columns: columns
                .map(|(heading, holds)| RecipeColumn {
                    heading: heading.clone(),
                    holds: holds.clone(),
                })
                .collect(),
            ..Self::default()
        }
    }

    fn has_columns_of(&self, other: &Self) -> bool {
        let headings = |recipe: &Self| -> Vec<String> {
            let columns = recipe.columns.iter();
            columns.map(|column| squeeze(&column.heading)).collect()
        };
        self.has_header == other.has_header && headings(self) == headings(other)
    }

    /// What the columns of a table hold by this recipe; `None` when it was made for other columns. `guessed` is what
    /// they hold otherwise, which counts for columns that the recipe does not know.
    pub(super) fn columns(&self, table: &Table, guessed: &[ColumnUse]) -> Option<Vec<ColumnUse>> {
        if self.has_header != table.has_header() {
            return None;
        }
        if !table.has_header() {
            let fits = self.columns.len() == table.headings.len();
            return fits.then(|| {
                let columns = self.columns.iter();
                columns.map(|column| column.holds.clone()).collect()
            });
        }
        let mut known: HashMap<String, &ColumnUse> = HashMap::new();
        for column in &self.columns {
            known.insert(squeeze(&column.heading), &column.holds);
        }
        let headings: Vec<String> = table.headings.iter().map(|text| squeeze(text)).collect();
        let is_there = |column: &RecipeColumn| {
            column.holds == ColumnUse::Ignore || headings.contains(&squeeze(&column.heading))
        };
        if !self.columns.iter().all(is_there) {
            return None;
        }
        let chosen: Vec<Option<&ColumnUse>> = headings
            .iter()
            .map(|heading| known.get(heading).copied())
            .collect();
        let is_taken = |holds: &ColumnUse| {
            *holds != ColumnUse::Domains && chosen.iter().flatten().any(|other| *other == holds)
        };
        let columns = chosen
            .iter()
            .zip(guessed)
            .map(|(chosen, guess)| match chosen {
                Some(holds) => (*holds).clone(),
                None if is_taken(guess) => ColumnUse::Ignore,
                None => guess.clone(),
            });
        Some(columns.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Width, lines_of};
    use super::*;

    fn table(rows: &[&[&str]], has_header: bool) -> Table {
        Table::new(lines_of(rows), Width::Padded, Some(has_header), &[]).unwrap()
    }

    fn recipe(has_header: bool, columns: &[(&str, ColumnUse)]) -> Recipe {
        Recipe {
            has_header,
            columns: columns
                .iter()
                .map(|(heading, holds)| RecipeColumn {
                    heading: (*heading).to_owned(),
                    holds: holds.clone(),
                })
                .collect(),
            ..Recipe::default()
        }
    }

    #[test]
    fn columns_are_found_again_by_their_headings() {
        use ColumnUse::{Domains, ExternalId, Ignore, Name, Note};
        let recipe = recipe(
            true,
            &[("Company", Name), ("Ref", ExternalId), ("City", Ignore)],
        );
        let check = |headings: &[&str], guessed: &[ColumnUse], expected: Option<&[ColumnUse]>| {
            let table = table(&[headings, &["x"]], true);
            let columns = recipe.columns(&table, guessed);
            assert_eq!(columns.as_deref(), expected, "{headings:?}");
        };
        check(
            &["Company", "Ref", "City"],
            &[Name, Ignore, Note],
            Some(&[Name, ExternalId, Ignore]),
        );
        // In another order, with a new column, and one that was not needed gone.
        check(
            &["ref", "Mail domain", "COMPANY"],
            &[ExternalId, Domains, Name],
            Some(&[ExternalId, Domains, Name]),
        );
        // What the recipe has given away is not guessed again.
        check(
            &["Ref", "Trading name", "Company"],
            &[ExternalId, Name, Ignore],
            Some(&[ExternalId, Ignore, Name]),
        );
        check(&["Company", "City"], &[Name, Ignore], None);
    }

    #[test]
    fn without_headings_the_number_of_columns_decides() {
        use ColumnUse::{Domains, Name};
        let recipe = recipe(false, &[("Column 1", Name), ("Column 2", Domains)]);
        let two = table(&[&["Wren", "wren.example"]], false);
        assert_eq!(recipe.columns(&two, &[]), Some(vec![Name, Domains]));
        let three = table(&[&["Wren", "wren.example", "3"]], false);
        assert_eq!(recipe.columns(&three, &[]), None);
        let headed = table(&[&["Name", "Domain"], &["Wren", "wren.example"]], true);
        assert_eq!(recipe.columns(&headed, &[]), None);
    }

    #[test]
    fn each_shape_is_remembered_once_and_the_latest_first() {
        use ColumnUse::{Ignore, Name, Note};
        let mut recipes = Recipes::default();
        for number in 0..20 {
            recipes.remember(recipe(true, &[(&format!("Name {number}"), Name)]));
        }
        recipes.remember(recipe(true, &[("NAME 18", Note)]));
        let first: Vec<_> = recipes.iter().map(|recipe| &recipe.columns[0]).collect();
        assert_eq!(first.len(), KEPT);
        assert_eq!(
            (first[0].heading.as_str(), &first[0].holds),
            ("NAME 18", &Note)
        );
        assert_eq!(first[1].heading, "Name 19");
        assert_eq!(first[2].heading, "Name 17");
        let kept = serde_json::to_string(&recipes).unwrap();
        assert_eq!(Recipes::from_json(Some(&kept)), recipes);
        assert_ne!(first[0].holds, Ignore);
    }

    #[test]
    fn a_recipe_of_a_later_version_is_read_as_far_as_it_is_known() {
        let kept = r#"[{"has_header":true,"columns":[{"heading":"Seats","holds":{"field":"seats","product":"X"}}],"new":1}]"#;
        let recipes = Recipes::from_json(Some(kept));
        let seats = ColumnUse::Seats {
            product: "X".to_owned(),
        };
        assert_eq!(recipes.iter().next().unwrap().columns[0].holds, seats);
        for other in [None, Some("{}"), Some("[1]"), Some("")] {
            assert_eq!(Recipes::from_json(other), Recipes::default());
        }
    }
}
