using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;

WorkloadReport.Write(new Meter(runs: 25, runSeconds: 0.003), filter: args.Length > 0 ? args[0] : "");
