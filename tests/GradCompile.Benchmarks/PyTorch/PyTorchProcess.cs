using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GradCompile.Benchmarks.PyTorch;

/// <summary>Runs the script beside this program with the system's Python.</summary>
internal static class PyTorchProcess
{
    private const string Python = "/usr/bin/python3";

    /// <summary>What the matrix libraries read: OpenBLAS has threads of its own, which PyTorch's setting does not reach.</summary>
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    private static string Script { get; } = Path.Combine(AppContext.BaseDirectory, "pytorch_workloads.py");

    /// <summary>Why PyTorch cannot be asked, or null if it can.</summary>
    public static string? Absence()
    {
        try
        {
            var (code, _, errors) = Run(["-c", "import torch"], 1);
            return code == 0 ? null : $"{Python} has no torch ({errors.TrimEnd().Split('\n')[^1]}); install the package python3-torch to compare.";
        }
        catch (Win32Exception error)
        {
            return $"{Python} does not start ({error.Message}); install the package python3-torch to compare.";
        }
    }

    /// <summary>Its version, and the seconds a call of each of these workloads on so many threads.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static (string Version, IReadOnlyDictionary<string, double> Seconds) Measure(int threads, params string[] keys)
    {
        var (code, output, errors) = Run([Script, threads.ToString(CultureInfo.InvariantCulture), .. keys], threads);
        if (code != 0) throw new InvalidOperationException($"The PyTorch script ended with {code}:\n{errors}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(fields => fields[0], fields => fields[1]);
        lines.Remove("version", out var version);
        return (version ?? "unknown", lines.ToDictionary(line => line.Key, line => double.Parse(line.Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>How the script is started with so many threads; its output and errors are redirected.</summary>
    public static ProcessStartInfo StartScript(int threads, params string[] arguments) =>
        StartInfo([Script, threads.ToString(CultureInfo.InvariantCulture), .. arguments], threads);

    private static ProcessStartInfo StartInfo(string[] arguments, int threads)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in ThreadVariables) start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        return start;
    }

    private static (int Code, string Output, string Errors) Run(string[] arguments, int threads)
    {
        var start = StartInfo(arguments, threads);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
