using System.Globalization;
using GradCompile.Diagnoses.Report.Learning;
using GradCompile.TestKit;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>Trains declarations as they are declared, with their own optimizer, rate and batch, and tells the accuracy on the way.</summary>
internal sealed class TrialTrainer(Digits digits, CurveTable known)
{
    private const double Mean = 0.1307;
    private const double Deviation = 0.3081;

    /// <summary>Where the accuracy is measured; the last step of a trial comes on top.</summary>
    private static readonly int[] Checkpoints = [30, 60, 125, 250, 375, 500, 625, 800, 1000, 1250, 1600, 2000, 4000, 8000, 16000];

    /// <summary>By what a curve is kept.</summary>
    public static string Key(TrialDeclaration trial, int seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{trial.Inputs} {trial.Steps} {seed} {trial.TrainedSource}").ReplaceLineEndings(" ");

    public Curve Train(TrialDeclaration trial, int seed) => Train(trial, [(Key(trial, seed), seed, null)])[0];

    /// <summary>One curve for each of some seeds.</summary>
    public IReadOnlyList<Curve> TrainAll(TrialDeclaration trial, IEnumerable<int> seeds) => Train(trial, [.. seeds.Select(seed => (Key(trial, seed), seed, (double?)null))]);

    /// <summary>The accuracies at other rates than the declared one.</summary>
    public IReadOnlyList<double> Sweep(TrialDeclaration trial, IReadOnlyList<double> rates) =>
        [.. Train(trial, [.. rates.Select(rate => (string.Create(CultureInfo.InvariantCulture, $"rate {rate:G3} {Key(trial, 1)}"), 1, (double?)rate))]).Select(curve => curve.Final)];

    /// <summary>Compiles the program once, and only if a curve is not known.</summary>
    private List<Curve> Train(TrialDeclaration trial, IReadOnlyList<(string Key, int Seed, double? Rate)> runs)
    {
        LoadedAssembly? loaded = null;
        try
        {
            return [.. runs.Select(run => known.Of(run.Key, () =>
            {
                loaded ??= UserProject.Compile(trial.TrainedSource).Load();
                return (Curve)typeof(TrialTrainer).GetMethod(nameof(TrainLoaded))!.MakeGenericMethod(loaded.Type(TrialDeclaration.Class)).Invoke(this, [loaded, trial, run.Seed, run.Rate])!;
            }))];
        }
        finally
        {
            loaded?.Dispose();
        }
    }

    /// <param name="rate">A rate instead of the declared one, or null.</param>
    public Curve TrainLoaded<T>(LoadedAssembly loaded, TrialDeclaration trial, int seed, double? rate)
        where T : ITrainableNetwork<T>
    {
        var network = (T)loaded.Create(TrialDeclaration.Class, (ulong)seed);
        if (rate is { } other) network.LearningRate = (float)other;
        network.Threads = 1;
        network.AllowNonFinite = true; // a run that diverges is an outcome
        var batch = trial.BatchSize;
        var (inputs, labels, targets) = (new float[batch * Digits.Size], new int[batch], new float[batch * 10]);
        var tests = Scaled(trial.Inputs, Digits.Training, Digits.Testing);
        var random = new Random(7 + seed);
        var order = Enumerable.Range(0, Digits.Training).ToArray();
        var place = order.Length;
        var points = new List<(int Step, double Accuracy)>();
        for (var step = 1; step <= trial.Steps; step++)
        {
            for (var row = 0; row < batch; row++)
            {
                if (place == order.Length)
                {
                    random.Shuffle(order);
                    place = 0;
                }

                var digit = order[place++];
                Scale(trial.Inputs, digits.Pixels.AsSpan(digit * Digits.Size, Digits.Size), inputs.AsSpan(row * Digits.Size, Digits.Size));
                labels[row] = digits.Labels[digit];
                targets.AsSpan(row * 10, 10).Clear();
                targets[(row * 10) + labels[row]] = 1;
            }

            if (!float.IsFinite(Step(network, trial, inputs, labels, targets)))
            {
                points.Add((step, 0));
                break;
            }

            if (step == trial.Steps || Checkpoints.Contains(step)) points.Add((step, Accuracy(network, tests)));
        }

        return new Curve(points);
    }

    /// <summary>The loss; NaN for a batch that the network cannot be trained on, as a batch norm cannot on a single row.</summary>
    private static float Step<T>(T network, TrialDeclaration trial, float[] inputs, int[] labels, float[] targets)
        where T : ITrainableNetwork<T>
    {
        try
        {
            return trial.TakesLabels ? network.Train(inputs, labels) : network.Train(inputs, targets);
        }
        catch (ArgumentException) when (trial.BatchSize == 1)
        {
            return float.NaN;
        }
    }

    private double Accuracy<T>(T network, float[] tests)
        where T : ITrainableNetwork<T>
    {
        var outputs = new float[Digits.Testing * 10];
        network.Predict(tests, outputs);
        var right = 0;
        for (var row = 0; row < Digits.Testing; row++)
        {
            var scores = outputs.AsSpan(row * 10, 10);
            var best = 0;
            for (var k = 1; k < 10; k++) if (scores[k] > scores[best]) best = k;
            if (float.IsFinite(scores[best]) && best == digits.Labels[Digits.Training + row]) right++;
        }

        return right / (double)Digits.Testing;
    }

    private float[] Scaled(PixelScale scale, int from, int count)
    {
        var pixels = new float[count * Digits.Size];
        Scale(scale, digits.Pixels.AsSpan(from * Digits.Size, pixels.Length), pixels);
        return pixels;
    }

    private static void Scale(PixelScale scale, ReadOnlySpan<float> pixels, Span<float> scaled)
    {
        var (factor, shift) = scale switch
        {
            PixelScale.Std => (1 / Deviation, -Mean / Deviation),
            PixelScale.Raw => (255, 0),
            PixelScale.Tiny => (1 / 255.0, 0),
            _ => (1.0, 0),
        };
        for (var i = 0; i < pixels.Length; i++) scaled[i] = (float)((pixels[i] * factor) + shift);
    }
}
