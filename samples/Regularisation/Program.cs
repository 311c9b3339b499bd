using System.Diagnostics;
using GradCompile.Samples.Regularisation;
using GradCompile.Samples.Shared;

Terminal.Prepare(width: 180);
if (args.Length > 1 || args is [['-', ..]])
{
    Console.Error.WriteLine("Usage: Regularisation [DIR]   DIR is where regularisation.csv and regularisation.svg go; without it, the program's own folder.");
    return 2;
}

var folder = args is [var named] ? Path.GetFullPath(named) : AppContext.BaseDirectory;
Directory.CreateDirectory(folder);
Console.Error.WriteLine("Sixteen runs: two to four minutes on two cores, and 0.6 GB of memory.");
var digits = new Images(channels: 1, size: 28, classes: 10, noise: 0.5f);
var pictures = new Images(channels: 3, size: 32, classes: 10, noise: 0.5f);
var leNet = new Experiment("LeNet-5", digits, batchSize: 32, steps: 2_000);
var vgg = new Experiment("VGG-19", pictures, batchSize: 32, steps: 150);
var resNet = new Experiment("ResNet-152", pictures, batchSize: 16, steps: 120);
var small = new Experiment("Two dense layers", new Images(channels: 1, size: 4, classes: 4, noise: 0.1f), batchSize: 16, steps: 370_000, every: 1_000, drifts: true);

var runs = new List<Run>();
foreach (var rule in Enum.GetValues<Rule>())
{
    Add(() => leNet.Train(new LeNet5L1(seed: 1), Penalty.L1, rule, "Adam"));
    Add(() => leNet.Train(new LeNet5L2(seed: 1), Penalty.L2, rule));
    Add(() => vgg.Train(new Vgg19L1(seed: 1), Penalty.L1, rule));
    Add(() => vgg.Train(new Vgg19L2(seed: 1), Penalty.L2, rule));
    Add(() => resNet.Train(new ResNet152L1(seed: 1), Penalty.L1, rule));
    Add(() => resNet.Train(new ResNet152L2(seed: 1), Penalty.L2, rule));
    Add(() => small.Train(new SmallNetworkL1(seed: 1), Penalty.L1, rule));
    Add(() => small.Train(new SmallNetworkL2(seed: 1), Penalty.L2, rule));
}

Report.Print(runs);
Report.WriteCsv(runs, Path.Combine(folder, "regularisation.csv"));
Chart.Write(runs, Path.Combine(folder, "regularisation.svg"));
Console.Error.WriteLine($"regularisation.csv and regularisation.svg are in {folder}.");
return 0;

void Add(Func<Run> train)
{
    var start = Stopwatch.GetTimestamp();
    var run = train();
    runs.Add(run);
    Console.Error.WriteLine($"{run.Network} with {run.Penalty}, {run.Rule} rule: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
}
