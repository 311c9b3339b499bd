using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GradCompile.Benchmarks.FirstCall;

/// <summary>The program of <c>tests/GradCompile.FirstCall</c>, published one way with one network.</summary>
internal sealed class PublishedProgram
{
    private const string Project = "GradCompile.FirstCall";

    /// <summary>What a program does not need to run: symbols and documentation.</summary>
    private static readonly string[] Dispensable = [".pdb", ".dbg", ".xml"];

    private readonly string _folder;

    private PublishedProgram(string folder) => _folder = folder;

    /// <summary>Bytes of everything that has to be on the machine beside the shared framework.</summary>
    public long Bytes => new DirectoryInfo(_folder).EnumerateFiles().Where(file => !Dispensable.Contains(file.Extension)).Sum(file => file.Length);

    /// <summary>Publishes it.</summary>
    /// <param name="network">A file in the project's folder <c>Networks</c>.</param>
    /// <param name="mode">The way.</param>
    /// <param name="folder">An empty folder.</param>
    /// <exception cref="InvalidOperationException">What the SDK says if it cannot, such as a package that no source has.</exception>
    public static PublishedProgram Publish(string network, PublishMode mode, string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", ProjectFile(), "-c", "Release", "-o", folder, "--nologo", "-v", "q", $"-p:FirstCallNetwork={network}", $"-p:FirstCallMode={mode.Name}", .. mode.Arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return new PublishedProgram(folder);
        var error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal), output).Trim();
        throw new InvalidOperationException(error);
    }

    /// <summary>Runs it once, in a process of its own.</summary>
    public Start Run()
    {
        var program = Path.Combine(_folder, Project + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        var before = DateTime.UtcNow.Ticks;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var clock = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return process.ExitCode == 0 && clock.Length == 5
            ? new Start(Since(0), Since(1), Since(2), Since(3), TimeSpan.FromTicks(clock[4] - clock[3]).TotalSeconds)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode} and printed '{output.Trim()}', not five readings of the clock.");
        double Since(int reading) => TimeSpan.FromTicks(clock[reading] - before).TotalSeconds;
    }

    private static string ProjectFile([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", Project, Project + ".csproj"));
}

/// <summary>Seconds from the start of the process.</summary>
/// <param name="Main">To the first line of the program.</param>
/// <param name="Network">To the network with its weights drawn.</param>
/// <param name="Prediction">To the first prediction of one row.</param>
/// <param name="HundredthStep">To the end of the hundredth training step.</param>
/// <param name="NextHundred">What the next hundred steps take.</param>
internal readonly record struct Start(double Main, double Network, double Prediction, double HundredthStep, double NextHundred);
