using GradCompile.TestKit;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>Trains a network through its emitted class: 300 steps of 64 digits at each of three rates; the best counts.</summary>
internal sealed class Trainee(Digits digits, OutcomeTable known, int seeds)
{
    private const int Steps = 300;
    private const int Batch = 64;

    /// <summary>The verdict is asked for with the steps that the network is then trained for.</summary>
    private static readonly string Horizon = Digits.Input.Replace(")", string.Create(System.Globalization.CultureInfo.InvariantCulture, $", TrainingSteps = {Steps})"), StringComparison.Ordinal);

    private static readonly (string Name, string Optimizer, float[] Rates)[] Optimizers =
    [
        ("WithSgd", "Sgd(0.1)", [0.02f, 0.1f, 0.5f]),
        ("WithAdam", "Adam(0.001)", [2e-4f, 1e-3f, 5e-3f]),
    ];

    public IReadOnlyList<Outcome> Train(RandomNetwork network)
    {
        var source = network.Source(Digits.Input, [.. Optimizers.Select(o => (o.Name, o.Optimizer))]);
        LoadedAssembly? loaded = null;
        try
        {
            return [.. Optimizers.Select(optimizer => new Outcome(
                network,
                optimizer.Name,
                [.. Enumerable.Range(1, seeds).Select(seed => known.Of($"{optimizer.Name} {seed} {source}", () => Best(optimizer.Name, seed, optimizer.Rates)))],
                [.. Diagnoser.Diagnose(network.Source(Horizon, (optimizer.Name, optimizer.Optimizer))).Where(diagnostic => diagnostic.Id.StartsWith("GRAD1", StringComparison.Ordinal))],
                Diagnoser.Forecast(source, optimizer.Name)!))];
        }
        finally
        {
            loaded?.Dispose();
        }

        double Best(string name, int seed, float[] rates)
        {
            loaded ??= UserProject.Compile(source).Load();
            return (double)typeof(Trainee).GetMethod(nameof(BestOf))!.MakeGenericMethod(loaded.Type(name)).Invoke(this, [loaded, seed, rates])!;
        }
    }

    public double BestOf<T>(LoadedAssembly loaded, int seed, float[] rates)
        where T : ITrainableNetwork<T> => rates.Max(rate => Accuracy((T)loaded.Create(typeof(T).FullName!, (ulong)seed), rate));

    private double Accuracy<T>(T network, float rate)
        where T : ITrainableNetwork<T>
    {
        network.LearningRate = rate;
        network.Threads = 1;
        network.AllowNonFinite = true; // a run that diverges is an outcome
        var random = new Random(7);
        var (inputs, labels) = (new float[Batch * Digits.Size], new int[Batch]);
        for (var step = 0; step < Steps; step++)
        {
            for (var row = 0; row < Batch; row++)
            {
                var digit = random.Next(Digits.Training);
                digits.Pixels.AsSpan(digit * Digits.Size, Digits.Size).CopyTo(inputs.AsSpan(row * Digits.Size));
                labels[row] = digits.Labels[digit];
            }

            if (!float.IsFinite(network.Train(inputs, labels))) return 0;
        }

        var outputs = new float[Digits.Testing * 10];
        network.Predict(digits.Pixels.AsSpan(Digits.Training * Digits.Size), outputs);
        var right = 0;
        for (var row = 0; row < Digits.Testing; row++)
        {
            var scores = outputs.AsSpan(row * 10, 10);
            var best = 0;
            for (var k = 1; k < 10; k++) if (scores[k] > scores[best]) best = k;
            if (best == digits.Labels[Digits.Training + row]) right++;
        }

        return right / (double)Digits.Testing;
    }
}
