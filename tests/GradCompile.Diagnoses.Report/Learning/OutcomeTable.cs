using System.Collections.Concurrent;
using System.Globalization;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>Accuracies on disk, by declaration and optimizer, so that networks need not be trained again when only the rules have changed.</summary>
internal sealed class OutcomeTable
{
    private readonly ConcurrentDictionary<string, double> _accuracies = new();
    private readonly string? _path;

    public OutcomeTable(string? path)
    {
        _path = path;
        if (path is null || !File.Exists(path)) return;
        foreach (var fields in File.ReadLines(path).Select(line => line.Split('\t')))
        {
            _accuracies[fields[1]] = double.Parse(fields[0], CultureInfo.InvariantCulture);
        }
    }

    public double Of(string declaration, Func<double> train)
    {
        var key = declaration.ReplaceLineEndings(" ");
        if (_accuracies.TryGetValue(key, out var known)) return known;
        var accuracy = train();
        _accuracies[key] = accuracy;
        if (_path is not null)
        {
            lock (_accuracies) File.AppendAllText(_path, string.Create(CultureInfo.InvariantCulture, $"{accuracy:R}\t{key}\n"));
        }

        return accuracy;
    }
}
