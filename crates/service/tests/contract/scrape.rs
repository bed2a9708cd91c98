//! `/metrics`, read by a Prometheus parser that is not ours.

use std::net::SocketAddr;

use mijn_brug_service::metrics;
use openmetrics_parser::prometheus::parse_prometheus;
use openmetrics_parser::{HistogramValue, MetricsExposition, PrometheusType, PrometheusValue};

use crate::support::client::Connection;

/// What a Prometheus server reads.
pub struct Scrape(MetricsExposition<PrometheusType, PrometheusValue>);

impl Scrape {
    fn parse(text: &str) -> Self {
        Self(parse_prometheus(text).unwrap_or_else(|error| panic!("{error}\n{text}")))
    }

    /// Asks for `/metrics` on the operator's port; gives the text too.
    pub async fn get(port: SocketAddr) -> (Self, String) {
        let mut connection = Connection::open(port).await.unwrap();
        let answer = connection.send("GET", "/metrics", &[], b"").await.unwrap();
        assert_eq!(
            answer.header("content-type"),
            "text/plain; version=0.0.4; charset=utf-8"
        );
        let text = String::from_utf8(answer.body).unwrap();
        (Self::parse(&text), text)
    }

    /// The one value with these labels.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<PrometheusValue> {
        let family = self.0.families.get(name)?;
        let mut samples = family.iter_samples().filter(|sample| {
            let set = sample.get_labelset().unwrap();
            labels
                .iter()
                .all(|(name, value)| set.get_label_value(name) == Some(value))
        });
        let sample = samples.next()?;
        assert!(samples.next().is_none(), "{name}{labels:?} names one series");
        Some(sample.value.clone())
    }

    /// A counter or a gauge.
    pub fn number(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        match self.value(name, labels)? {
            PrometheusValue::Counter(counter) => Some(counter.value.as_f64()),
            PrometheusValue::Gauge(gauge) => Some(gauge.as_f64()),
            other => panic!("{name} is a {other:?}"),
        }
    }

    /// A histogram whose buckets rise up to its count.
    pub fn histogram(&self, name: &str, labels: &[(&str, &str)]) -> Option<HistogramValue> {
        let PrometheusValue::Histogram(histogram) = self.value(name, labels)? else {
            panic!("{name} is no histogram")
        };
        let counts: Vec<f64> = histogram
            .buckets
            .iter()
            .map(|bucket| bucket.count.as_f64())
            .collect();
        assert!(counts.is_sorted(), "{name}: {counts:?}");
        assert!(
            histogram
                .buckets
                .last()
                .is_some_and(|bucket| bucket.upper_bound.is_infinite())
        );
        Some(histogram)
    }

    /// Every series, by name and labels.
    pub fn series(&self) -> Vec<String> {
        let mut series: Vec<String> = self
            .0
            .families
            .iter()
            .flat_map(|(name, family)| {
                family.iter_samples().map(move |sample| {
                    let mut labels: Vec<String> = sample
                        .get_labelset()
                        .unwrap()
                        .iter()
                        .map(|(label, value)| format!("{label}={value}"))
                        .collect();
                    labels.sort();
                    format!("{name} {}", labels.join(" "))
                })
            })
            .collect();
        series.sort();
        series
    }

    /// Every metric has a help text and a type, as Prometheus's conventions ask.
    pub fn check_conventions(&self) {
        for (name, family) in &self.0.families {
            assert!(!family.help.is_empty(), "{name} has no help text");
            assert_eq!(
                family.family_type == PrometheusType::Counter,
                name.ends_with("_total"),
                "{name} is a {:?}",
                family.family_type
            );
        }
    }
}

/// How many long polls wait in this process.
pub fn long_polls() -> f64 {
    let text = metrics::install().unwrap().render();
    Scrape::parse(&text).number("mijn_brug_long_polls", &[]).unwrap()
}
