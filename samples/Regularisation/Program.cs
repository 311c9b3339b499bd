using System.Globalization;
using GradCompile.Samples.Regularisation;
using Spectre.Console;

// Writes regularisation.csv and regularisation.svg into the folder that is named, or here.
var folder = args.Length > 0 ? args[0] : ".";
List<Run> runs =
[
    Experiment.Right("LeNet-5", "L1 and Adam", new LeNetL1(seed: 1), 200), Experiment.Printed("LeNet-5", "L1 and Adam", new LeNetAdam(seed: 1), 200),
    Experiment.Right("LeNet-5", "L2 and SGD", new LeNetL2(seed: 1), 200), Experiment.Printed("LeNet-5", "L2 and SGD", new LeNetSgd(seed: 1), 200),
    Experiment.Right("VGG-19", "L1 and SGD", new VggL1(seed: 1), 120), Experiment.Printed("VGG-19", "L1 and SGD", new VggSgd(seed: 1), 120),
    Experiment.Right("VGG-19", "L2 and SGD", new VggL2(seed: 1), 120), Experiment.Printed("VGG-19", "L2 and SGD", new VggSgd(seed: 1), 120),
    Experiment.Right("ResNet-152", "L1 and SGD", new ResNetL1(seed: 1), 80), Experiment.Printed("ResNet-152", "L1 and SGD", new ResNetSgd(seed: 1), 80),
    Experiment.Right("ResNet-152", "L2 and SGD", new ResNetL2(seed: 1), 80), Experiment.Printed("ResNet-152", "L2 and SGD", new ResNetSgd(seed: 1), 80),
];

var table = new Table().Border(TableBorder.Minimal);
foreach (var heading in new[] { "network", "penalty", "rule", "steps", "loss", "gradient first / last layer", "mean |w|" }) table.AddColumn(heading);
foreach (var run in runs)
{
    var (start, end) = (run.Steps[0], run.Steps[^1]);
    table.AddRow(
        run.Network, run.Penalty, run.Rule, run.Steps.Count.ToString(CultureInfo.InvariantCulture), $"{start.Loss:G3} → {end.Loss:G3}",
        $"{start.First:G2} → {end.First:G2} / {start.Last:G2} → {end.Last:G2}", $"{start.MeanWeight:G3} → {end.MeanWeight:G3}");
}

AnsiConsole.Write(table);
using (var csv = new StreamWriter(Path.Combine(folder, "regularisation.csv")))
{
    csv.WriteLine("network,penalty,rule,step,loss,gradient_first,gradient_middle,gradient_last,mean_weight");
    foreach (var run in runs)
    {
        foreach (var m in run.Steps)
        {
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Network},{run.Penalty},{run.Rule},{m.Step},{m.Loss:G6},{m.First:G6},{m.Middle:G6},{m.Last:G6},{m.MeanWeight:G6}"));
        }
    }
}

File.WriteAllText(Path.Combine(folder, "regularisation.svg"), Chart.Draw(runs));
