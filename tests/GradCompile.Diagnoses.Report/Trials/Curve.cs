using System.Globalization;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>The accuracy of one training run at some of its steps; 0 where the loss was no number any more.</summary>
internal sealed record Curve(IReadOnlyList<(int Step, double Accuracy)> Points)
{
    public double Final => Points[^1].Accuracy;

    /// <summary>The accuracy at a step that was measured, or at the last one before it.</summary>
    public double At(int step) => Points.TakeWhile(point => point.Step <= step).Select(point => point.Accuracy).LastOrDefault(0.1);

    public override string ToString() => string.Join(" ", Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Step}:{point.Accuracy:F4}")));

    public static Curve Parse(string text) => new([.. text.Split(' ').Select(point => point.Split(':')).Select(parts =>
        (int.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)))]);
}

/// <summary>Curves on disk, so that networks need not be trained again when only the rules have changed.</summary>
internal sealed class CurveTable
{
    private readonly Dictionary<string, Curve> _curves = [];
    private readonly string? _path;

    public CurveTable(string? path)
    {
        _path = path;
        if (path is null || !File.Exists(path)) return;
        foreach (var fields in File.ReadLines(path).Select(line => line.Split('\t'))) _curves[fields[1]] = Curve.Parse(fields[0]);
    }

    public Curve Of(string key, Func<Curve> train)
    {
        lock (_curves)
        {
            if (_curves.TryGetValue(key, out var known)) return known;
        }

        var curve = train();
        lock (_curves)
        {
            _curves[key] = curve;
            if (_path is not null) File.AppendAllText(_path, $"{curve}\t{key}\n");
        }

        return curve;
    }
}
