using System.Globalization;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>Reads a table of trained declarations: name, kind, inputs, epochs, final and best accuracy, accuracy by epoch, declaration, blocks; epochs of 8,000 digits.</summary>
internal static class LearnedTable
{
    public static IReadOnlyList<TrialDeclaration> Read(string path) => [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(Of)];

    private static TrialDeclaration Of(string[] fields)
    {
        var trial = new TrialDeclaration(fields[0], fields[1], Enum.Parse<PixelScale>(fields[2], ignoreCase: true), 0, fields[7], fields.Length > 8 ? fields[8] : "")
        {
            Known = double.Parse(fields[4], CultureInfo.InvariantCulture),
        };
        return trial with { Steps = int.Parse(fields[3], CultureInfo.InvariantCulture) * Learning.Digits.Training / trial.BatchSize };
    }
}
