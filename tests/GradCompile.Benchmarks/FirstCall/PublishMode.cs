namespace GradCompile.Benchmarks.FirstCall;

/// <summary>A way to publish a program.</summary>
/// <param name="Name">As the project <c>GradCompile.FirstCall</c> knows it.</param>
/// <param name="Heading">As the table shows it.</param>
/// <param name="Arguments">For <c>dotnet publish</c>.</param>
internal sealed record PublishMode(string Name, string Heading, params string[] Arguments)
{
    /// <summary>Every way; those that compile beforehand do it for this processor where that is an option.</summary>
    public static IReadOnlyList<PublishMode> All { get; } =
    [
        new("Jit", "JIT, net10.0"),
        new("ReadyToRun", "ReadyToRun, net10.0", "--runtime", Runtime, "--no-self-contained"),
        new("NativeAot", "NativeAOT, net9.0", "--runtime", Runtime, "-p:IlcInstructionSet=native"),
    ];

    private static string Runtime => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
}
