using GradCompile.Forecasts.Report;

// --data FILE compares one file of measurements; without it both of the repository's, the random networks of all kinds and the deep ones with batch norm or convolutions.
var paths = Option("--data") is { } path ? [path] : new[] { "measured.json", "deep.json" }.Select(name => Path.Combine(AppContext.BaseDirectory, "data", name)).ToArray();
var comparisons = new List<Comparison>();
Console.WriteLine("forecast against measurement, absolute error in decades, median / 90 %");
foreach (var set in paths.Select(Accuracy.Compare))
{
    comparisons.AddRange(set);
    Console.WriteLine();
    Console.WriteLine($"{"family",-12}{"n",5}  {"first/last",-14}{"|dL/dW|",-14}{"|dL/db|",-14}{"q forward",-14}{"c",-14}{"saturated",-14}{"dead",-14}");
    foreach (var family in set.GroupBy(c => c.Network.Family).OrderBy(g => g.Key, StringComparer.Ordinal)) Print(family.Key, family.ToList());
    Print("all", set);
    Class(set, "vanish", -1);
    Class(set, "explode", +1);
}

if (args.Contains("--time")) Timing.Print();

if (args.Contains("--worst"))
{
    Console.WriteLine();
    foreach (var c in comparisons.OrderByDescending(c => Math.Abs(c.RatioError)).Take(25)) Console.WriteLine($"{c.Network.Id,-16} ratio {c.RatioError,7:F2}  measured {c.Measured,7:F2}");
    Console.WriteLine();
    foreach (var c in comparisons.OrderByDescending(c => c.GradientErrors.Max(Math.Abs)).Take(25))
    {
        Console.WriteLine($"{c.Network.Id,-16} gradients {string.Join(' ', c.GradientErrors.Select(e => e.ToString("F2")).Take(14))} … {c.GradientErrors.Last():F2}");
    }
}

if (args.Contains("--each"))
{
    Console.WriteLine();
    foreach (var c in comparisons) Console.WriteLine($"{c.Network.Id,-16} layers {c.Forecast.Layers.Count,4} batch {c.Network.Batch,4} ratio {c.RatioError,7:F2} measured {c.Measured,7:F2} first {c.GradientErrors.First(),7:F2} last {c.GradientErrors.Last(),7:F2}");
}

if (args.Contains("--bias"))
{
    foreach (var c in comparisons.OrderByDescending(c => c.BiasErrors.Max(Math.Abs)).Take(25))
    {
        Console.WriteLine($"{c.Network.Id,-16} biases {string.Join(' ', c.BiasErrors.Select(e => e.ToString("F2")).Take(14))} … {c.BiasErrors.Last():F2}");
    }
}

if (Option("--show") is { } id)
{
    var c = comparisons.First(x => x.Network.Id == id);
    Console.WriteLine($"{"layer",-24}{"G",10}{"measured",10}{"b",10}{"measured",10}{"q",10}{"measured",10}{"c",10}{"measured",10}{"A",7}");
    for (var i = 0; i < c.Forecast.Layers.Count; i++)
    {
        var layer = c.Forecast.Layers[i];
        var truth = c.Network.Truth;
        Console.WriteLine(
            $"{layer.Name,-24}{layer.LogWeightGradient,10:F3}{truth.WeightGradients[i],10:F3}{layer.LogBiasGradient,10:F3}{truth.BiasGradients[i],10:F3}"
            + $"{2 * layer.LogForwardRms,10:F3}{Math.Log10(truth.Forward.Second[i]),10:F3}{layer.Correlation,10:F4}{truth.Forward.Correlation[i],10:F4}{layer.Alignment,7:F2}");
    }
}

return 0;

string? Option(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();

void Print(string name, IReadOnlyList<Comparison> group)
{
    Console.WriteLine(
        $"{name,-12}{group.Count,5}  {Pair(group.Select(c => c.RatioError)),-14}{Pair(group.SelectMany(c => c.GradientErrors)),-14}"
        + $"{Pair(group.SelectMany(c => c.BiasErrors)),-14}{Pair(group.SelectMany(c => c.ForwardErrors)),-14}{Pair(group.SelectMany(c => c.CorrelationErrors)),-14}"
        + $"{Pair(group.SelectMany(c => c.SaturatedErrors)),-14}{Pair(group.SelectMany(c => c.DeadErrors)),-14}");
}

void Class(IEnumerable<Comparison> set, string name, int sign)
{
    var (hits, forecast, measured) = Accuracy.Confusion(set, sign);
    Console.WriteLine($"{name}: precision {hits}/{forecast}, recall {hits}/{measured}");
}

static string Pair(IEnumerable<double> errors)
{
    var all = errors.ToArray();
    return $"{Accuracy.Quantile(all, 0.5):F3} / {Accuracy.Quantile(all, 0.9):F2}";
}
