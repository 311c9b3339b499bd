using System.Diagnostics;
using System.Globalization;

namespace GradCompile.Benchmarks.PyTorch;

/// <summary>The script with one workload, which it does when it is asked to: so that two programs take turns on the same cores.</summary>
internal sealed class PyTorchPartner : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public PyTorchPartner(string key, int threads)
    {
        var start = PyTorchProcess.StartScript(threads, "--serve", key);
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        Version = Read().Split('\t')[^1];
    }

    /// <summary>PyTorch's version and matrix library.</summary>
    public string Version { get; }

    /// <summary>Does it so often; seconds a call.</summary>
    public double Run(int calls)
    {
        _process.StandardInput.WriteLine(calls.ToString(CultureInfo.InvariantCulture));
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // the end of its work
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The PyTorch script ended early:\n{_errors.GetAwaiter().GetResult()}");
}
