using GradCompile.Compiler.Forecasts;
using Microsoft.CodeAnalysis;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>What one network learned under one optimizer, and what was said of it before.</summary>
/// <param name="Accuracies">At the best of three rates, for each seed of the weights; the first decides.</param>
internal sealed record Outcome(RandomNetwork Network, string Optimizer, IReadOnlyList<double> Accuracies, IReadOnlyList<Diagnostic> Found, NetworkForecast Forecast)
{
    private const string OfTheRate = "GRAD1012";
    private const double Learned = 0.7;

    /// <summary>Within it, seeds decide.</summary>
    private const double Margin = 0.05;

    public double Accuracy => Accuracies[0];

    public bool Fails => Accuracy < Learned;

    /// <summary>Whether another seed of the weights fails.</summary>
    public bool FailsAgain => Accuracies[^1] < Learned;

    public bool IsClose => Math.Abs(Accuracy - Learned) < Margin;

    public bool Warned => Warnings.Any();

    public bool Hinted => Found.Any(diagnostic => diagnostic.Id != OfTheRate);

    public IEnumerable<string> Warnings => Found.Where(IsWarning).Select(diagnostic => diagnostic.Id).Distinct();

    /// <summary>Whether it warns of the network: what is said of the declared rate alone does not count where the best of three rates does.</summary>
    public static bool IsWarning(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != OfTheRate;
}
