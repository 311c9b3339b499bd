using System.Globalization;

namespace GradCompile.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">workloads, sweep, pytorch, generator, first-call, threads or help.</param>
/// <param name="Filter">Workloads, products or networks whose name holds it.</param>
/// <param name="Runs">Runs of each workload.</param>
/// <param name="VectorBits">The width to run with, or 0 for the processor's own.</param>
internal sealed record Options(string Command, string Filter, int Runs, int VectorBits)
{
    public const string Usage = """
        GradCompile.Benchmarks [command] [options]
          (none)             every workload: time, GFLOP/s, the FMA limit around it, their ratio, bytes allocated a call
          --sweep            the three matrix products over widths 8 … 4096 and rows 1 … 1024, as ratios to the limit
          --pytorch          the same workloads in PyTorch beside it, if /usr/bin/python3 has torch; then VGG-19, ResNet-152 and large
                             batches, on one thread and on all
          threads            what all cores gain over one, beside the gain of a loop of multiply-adds
          generator          what the source generator and the analyzers cost: time from cold, time of a keystroke, bytes
          build              what one more network costs a project: bytes of C#, processor time to generate and compile them
          first-call         from the start of a process to the first prediction and the hundredth step: JIT, ReadyToRun, NativeAOT
          --filter TEXT      only workloads, products or networks whose name holds the text
          --runs N           runs of each workload (25)
          --bits N           512, 256 or 128: run the networks with narrower vectors
        """;

    /// <exception cref="ArgumentException">Something that is no option, or a number that is none.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options("workloads", "", 25, 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--sweep" => options with { Command = "sweep" },
                "--pytorch" => options with { Command = "pytorch" },
                "threads" => options with { Command = "threads" },
                "first-call" => options with { Command = "first-call" },
                "generator-first-run" => options with { Command = "generator-first-run" },
                "generator" => options with { Command = "generator" },
                "build" => options with { Command = "build" },
                "--help" or "-h" => options with { Command = "help" },
                "--filter" => options with { Filter = Next() },
                "--runs" => options with { Runs = Positive() },
                "--bits" => options with { VectorBits = Positive() },
                var other => throw new ArgumentException($"'{other}' is no command or option."),
            };
            string Next() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value after it.");
            int Positive() => int.TryParse(Next(), CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new ArgumentException($"{arguments[i - 1]} needs a whole number above 0, not '{arguments[i]}'.");
        }

        return options;
    }
}
