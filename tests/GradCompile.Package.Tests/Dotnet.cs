using System.Diagnostics;

namespace GradCompile.Package.Tests;

/// <summary>Runs a program and hands back what it printed.</summary>
internal static class Dotnet
{
    /// <summary>What the program printed; it must exit with 0.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        var (exit, output) = Try(folder, program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)} exited with {exit}:\n{output}");
        return output;
    }

    /// <summary>What the program exited with and printed; its errors stand below its output if it failed.</summary>
    public static (int Exit, string Output) Try(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // A test host's settings are not the child's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.Ordinal) || k is "DOTNET_HOST_PATH" or "TESTINGPLATFORM_UI_LANGUAGE").ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : $"{output}\n{errors.Result}");
    }
}
