using System.Globalization;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>A table of trained declarations: name, kind, inputs, epochs, final and best accuracy, accuracy on the way, declaration, blocks; epochs of 8,000 digits.</summary>
internal static class LearnedTable
{
    private const string Header = "name\tkind\tinputs\tepochs\taccuracy\tbest\ton_the_way\tdeclaration\tblocks";

    public static IReadOnlyList<TrialDeclaration> Read(string path) => [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(Of)];

    public static void Write(string path, IEnumerable<(TrialDeclaration Trial, Curve Curve)> trained) => File.WriteAllLines(path, trained.Select(Line).Prepend(Header));

    private static TrialDeclaration Of(string[] fields)
    {
        var trial = new TrialDeclaration(fields[0], fields[1], Enum.Parse<PixelScale>(fields[2], ignoreCase: true), 0, fields[7], fields.Length > 8 ? fields[8] : "")
        {
            Known = double.Parse(fields[4], CultureInfo.InvariantCulture),
        };
        return trial with { Steps = (int)Math.Round(double.Parse(fields[3], CultureInfo.InvariantCulture) * Learning.Digits.Training / trial.BatchSize) };
    }

    private static string Line((TrialDeclaration Trial, Curve Curve) trained) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trained.Trial.Name}\t{trained.Trial.Kind}\t{trained.Trial.Inputs.ToString().ToLowerInvariant()}\t{trained.Trial.Steps * trained.Trial.BatchSize / (double)Learning.Digits.Training}\t{trained.Curve.Final:F3}\t{trained.Curve.Points.Max(point => point.Accuracy):F3}\t{trained.Curve}\t{trained.Trial.Attributes}\t{trained.Trial.Blocks}");
}
