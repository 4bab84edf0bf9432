//! Validates with rudof's engine: rudof-validate SHAPES.ttl DATA.nt|DATA.ttl

use rudof_rdf::rdf_core::RDFFormat;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::store::ShaclDataManager;
use shacl::validator::{ShaclConfig, ShaclValidationMode};
use std::{env, error::Error, fs::File, io::BufReader};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [shapes, data] = files.as_slice() else {
        return Err("usage: rudof-validate SHAPES.ttl DATA.nt|DATA.ttl".into());
    };
    let schema = ShaclDataManager::load(&mut BufReader::new(File::open(shapes)?), shapes, &RDFFormat::Turtle, None)?;
    let format = if data.ends_with(".nt") { RDFFormat::NTriples } else { RDFFormat::Turtle };
    let mut graph = GraphValidation::from_path(data, format, None)?;
    let report = graph.validate(&schema, &ShaclValidationMode::Native, &ShaclConfig::default())?;
    println!("results {}", report.results().len());
    Ok(())
}
