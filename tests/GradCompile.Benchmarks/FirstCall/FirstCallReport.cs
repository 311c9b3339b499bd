using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;

namespace GradCompile.Benchmarks.FirstCall;

/// <summary>The <c>first-call</c> command: from the start of a process to its first prediction and its hundredth training step.</summary>
internal static class FirstCallReport
{
    private static readonly (string File, string Name)[] Networks = [("LeNet5", "LeNet-5, batch 128"), ("Digits", "784-128-10, batch 64")];

    public static void Write(string filter, int runs)
    {
        Console.WriteLine($"From the start of a process, medians of {runs} runs: to Main, to a network whose weights are drawn, to the first prediction of one row,");
        Console.WriteLine("to the end of the hundredth training step (Adam, one thread); then what the next hundred steps take, and the published files' size.");
        Console.WriteLine();
        var refusals = new List<string>();
        var folder = Directory.CreateTempSubdirectory("gradcompile-first-call-").FullName;
        try
        {
            var table = new MarkdownTable(
                ("network", 20), ("published as", 19), ("Main", 8), ("network", 8), ("first prediction", 16), ("100th step", 10), ("next 100", 8), ("bytes", 10));
            foreach (var (file, name) in Networks)
            {
                foreach (var mode in PublishMode.All)
                {
                    if (!$"{file} {name} {mode.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
                    try
                    {
                        Write(table, name, mode, PublishedProgram.Publish(file, mode, Path.Combine(folder, file + mode.Name)), runs);
                    }
                    catch (InvalidOperationException error)
                    {
                        refusals.Add($"{name} was not measured as {mode.Heading}: {error.Message}");
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var refusal in refusals) Console.WriteLine(refusal);
    }

    private static void Write(MarkdownTable table, string name, PublishMode mode, PublishedProgram program, int runs)
    {
        program.Run(); // the first one reads its files from the disk
        var starts = Enumerable.Range(0, runs).Select(_ => program.Run()).ToList();
        string Median(Func<Start, double> reading) => Figures.Time(Meter.Median([.. starts.Select(reading)]));
        table.Write(
            name, mode.Heading, Median(start => start.Main), Median(start => start.Network), Median(start => start.Prediction), Median(start => start.HundredthStep),
            Median(start => start.NextHundred), Figures.Count(program.Bytes));
    }
}
