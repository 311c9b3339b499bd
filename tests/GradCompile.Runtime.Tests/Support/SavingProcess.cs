using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>
/// Another process that saves a network to one path without end, to be killed on the way. It is this program again: with a path in its
/// environment it saves instead of testing.
/// </summary>
internal static class SavingProcess
{
    private const string PathVariable = "GRADCOMPILE_SAVE_WITHOUT_END";
    private const string ParentVariable = "GRADCOMPILE_SAVE_FOR";

    /// <summary>A file of two megabytes, so that most of a save's time goes by while the temporary file stands.</summary>
    public const int Outputs = 500, Inputs = 1000;

    /// <summary>Starts it and waits for its first file.</summary>
    public static Process Start(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(SavingProcess).Assembly.Location);
        start.Environment[PathVariable] = path;
        start.Environment[ParentVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        Assert.Equal("saved", process.StandardOutput.ReadLine());
        return process;
    }

    /// <summary>The program of its network.</summary>
    public static NetworkProgram Program() => new ScriptedNetwork(new SgdOptions(0, false), outputs: Outputs, inputs: Inputs).Program;

    /// <summary>A network all of whose numbers are the same, so that a file put together from two saves is seen.</summary>
    public static NetworkEngine Network(float value)
    {
        var network = new ScriptedNetwork(new SgdOptions(0, false), outputs: Outputs, inputs: Inputs).Engine;
        Fill(network, value);
        return network;
    }

    public static void Fill(NetworkEngine network, float value)
    {
        network.SetTensor("dense1.weight", [.. Enumerable.Repeat(value, Outputs * Inputs)]);
        network.SetTensor("dense1.bias", [.. Enumerable.Repeat(value, Outputs)]);
    }

    [ModuleInitializer]
    internal static void SaveWithoutEnd()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path) return;
        var network = Network(0);
        for (var value = 1; ; value++)
        {
            Fill(network, value % 1000);
            network.Save(path);
            if (value == 1) Console.WriteLine("saved");

            // Tests that are stopped kill nobody.
            if (!HasParent()) Environment.Exit(0);
        }
    }

    private static bool HasParent()
    {
        try
        {
            using var parent = Process.GetProcessById(int.Parse(Environment.GetEnvironmentVariable(ParentVariable)!, CultureInfo.InvariantCulture));
            return !parent.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
