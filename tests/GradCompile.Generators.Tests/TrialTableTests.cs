using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>
/// What is said of some thirteen hundred declarations as people write them, beside what each did when it was trained as declared: tables of the report
/// (<c>tests/GradCompile.Diagnoses.Report --draw</c>). The thresholds were chosen on the first; the second was looked at when they were, at a
/// precision of 0.90 and a recall of 0.84, and counts among those they have been chosen on since; so does the third, at first 0.95 and 0.84. No change of a rule may fall behind.
/// </summary>
public partial class TrialTableTests
{
    private const double Failed = 0.7;
    private const double Learned = 0.9;

    [Theory]
    [InlineData("trials-fitted.tsv", 0.98, 0.88)]
    [InlineData("trials-reported.tsv", 0.97, 0.83)]
    [InlineData("trials-later.tsv", 0.96, 0.84)]
    public void WarningsTellWhatFails(string table, double precision, double recall)
    {
        var (hits, alarms, caught, failures) = (0, 0, 0, 0);
        foreach (var (accuracy, source) in Read(table))
        {
            if (accuracy is >= Failed and < Learned) continue;
            var found = NetworkCheck.Diagnostics(source, "GRAD").Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Error).ToList();
            var isWarnedOfGradients = found.Any(diagnostic => diagnostic.Id.StartsWith("GRAD1", StringComparison.Ordinal) && diagnostic.Id != "GRAD1009");
            if (isWarnedOfGradients && accuracy < Failed) hits++;
            if (isWarnedOfGradients && accuracy >= Learned) alarms++;
            if (accuracy < Failed) failures++;
            if (accuracy < Failed && found.Count > 0) caught++;
        }

        Assert.True(failures > 50, $"{failures} declarations failed.");
        Assert.True(hits >= precision * (hits + alarms), $"Of {hits + alarms} warnings {alarms} were false.");
        Assert.True(caught >= recall * failures, $"Of {failures} failures {caught} were warned of.");
    }

    /// <summary>The accuracies, and the declarations with the steps they were trained for.</summary>
    private static IEnumerable<(double Accuracy, string Source)> Read(string table, [CallerFilePath] string file = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, "..", "GradCompile.Diagnoses.Report", "data", table);
        foreach (var fields in File.ReadLines(path).Skip(1).Select(line => line.Split('\t')))
        {
            var batch = int.Parse(Batch().Match(fields[7]).Groups[1].Value, CultureInfo.InvariantCulture);
            var steps = (int)Math.Round(double.Parse(fields[3], CultureInfo.InvariantCulture) * 8000 / batch);
            var attributes = Shape().Replace(fields[7], match => FormattableString.Invariant($"{match.Value}, TrainingSteps = {steps}"), 1);
            yield return (double.Parse(fields[4], CultureInfo.InvariantCulture), $"[{attributes}] public partial class Net; {fields[8]}");
        }
    }

    [GeneratedRegex(@"BatchSize = (\d+)")]
    private static partial Regex Batch();

    [GeneratedRegex(@"^Network\([^)]*")]
    private static partial Regex Shape();
}
