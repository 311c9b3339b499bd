using GradCompile.Benchmarks;
using GradCompile.Benchmarks.FirstCall;
using GradCompile.Benchmarks.Generation;
using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.PyTorch;
using GradCompile.Benchmarks.Reports;
using GradCompile.Benchmarks.Threads;
using GradCompile.CompilerServices;

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (MachineReport.IsForDebugging && options.Command != "help")
{
    Console.Error.WriteLine("This is a build for debugging, whose figures mean nothing; add -c Release to the command.");
    return 2;
}

// Before the first network is made: the width is read once.
if (options.VectorBits > 0) AppContext.SetData(Hardware.VectorBitsSetting, options.VectorBits);
var meter = new Meter(options.Runs, runSeconds: 0.003);
switch (options.Command)
{
    case "pytorch":
        return PyTorchReport.Write(meter, options.Filter, Math.Min(options.Runs, 9));
    case "sweep":
        SweepReport.Write(new Meter(Math.Min(options.Runs, 7), runSeconds: 0.002), options.Filter);
        return 0;
    case "threads":
        ThreadsReport.Write(options.Filter, Math.Min(options.Runs, 15));
        return 0;
    case "generator":
        GeneratorReport.Write(options.Filter);
        return 0;
    case "build":
        BuildReport.Write(options.Filter);
        return 0;
    case "generator-first-run": // what the report starts, in a process of its own
        GeneratorReport.WriteFirstRun(options.Filter);
        return 0;
    case "first-call":
        FirstCallReport.Write(options.Filter, Math.Min(options.Runs, 7));
        return 0;
    case "help":
        Console.WriteLine(Options.Usage);
        return 0;
    default:
        WorkloadReport.Write(meter, options.Filter);
        return 0;
}
