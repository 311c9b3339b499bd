using Spectre.Console;

namespace GradCompile.Samples.Regularisation;

/// <summary>The runs as a table and as comma-separated values.</summary>
internal static class Report
{
    private const int Last = 20;

    public static void Print(IReadOnlyList<Run> runs)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"Right and printed rules, λ = {Experiment.Lambda}; losses and gradients as means of the last {Last} steps; gradients without the penalty's part");
        table.AddColumns("network", "rule");
        foreach (var heading in (string[])["steps", "loss", "of it data", "accuracy (settled)", "mean |w|", "first", "middle", "last", "min…max layer"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var run in runs.GroupBy(run => (run.Network, run.Penalty)).SelectMany(pair => pair))
        {
            Measurement first = run.Measurements[0], last = run.Measurements[^1];
            Measurement[] end = [.. run.Measurements.TakeLast(Last)];
            double[] gradients = [.. Enumerable.Range(0, last.Gradients.Count).Select(layer => end.Average(m => m.Gradients[layer]))];
            table.AddRow(
                $"{run.Network} {run.Penalty}",
                run.Rule == Rule.Right ? "right" : "printed",
                run.NotFiniteAt is { } step ? $"NaN at {step}" : $"{last.Step}",
                $"{Short(first.Loss)} → {Short(end.Average(m => m.Loss))}",
                $"{Short(first.DataLoss)} → {Short(end.Average(m => m.DataLoss))}",
                run.SettledAccuracy is { } settled ? $"{run.Accuracy:P0} ({settled:P0})" : $"{run.Accuracy:P0}",
                $"{Short(first.MeanWeight)} → {Short(last.MeanWeight)}",
                Short(gradients[0]),
                Short(gradients[gradients.Length / 2]),
                Short(gradients[^1]),
                $"{Short(gradients.Min())}…{Short(gradients.Max())}");
        }

        AnsiConsole.Write(table);
        foreach (var run in runs.Where(run => run.Rule == Rule.Printed && run.Drift is not null))
        {
            Measurement first = run.Measurements[0], last = run.Measurements[^1];
            Console.WriteLine($"{run.Network} {run.Penalty}: mean |w| after {last.Step:N0} steps of the printed rule {last.MeanWeight:F2}; closed form {run.Drift!(first.MeanWeight, last.Step):F2}.");
        }
    }

    private static string Short(double value) => value is 0 or (>= 0.001 and < 10_000) ? $"{(value < 100 ? value.ToString("G2") : value.ToString("F0"))}" : value.ToString("0.0e0");

    public static void WriteCsv(IEnumerable<Run> runs, string path)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("network,penalty,rule,optimizer,step,loss,data_loss,gradient_first,gradient_middle,gradient_last,gradient_min,gradient_max,mean_weight");
        foreach (var run in runs)
        {
            foreach (var (step, loss, dataLoss, gradients, meanWeight) in run.Measurements)
            {
                writer.WriteLine(
                    $"{run.Network},{run.Penalty},{run.Rule},{run.Optimizer},{step},{loss:G7},{dataLoss:G7},{gradients[0]:G7},{gradients[gradients.Count / 2]:G7}," +
                    $"{gradients[^1]:G7},{gradients.Min():G7},{gradients.Max():G7},{meanWeight:G7}");
            }
        }
    }
}
