using System.Collections.Generic;

namespace GradCompile.Generators.Binding;

/// <summary>The members that the compiler adds to a network, by which a clash with a member of the user's is found.</summary>
internal static class SurfaceMembers
{
    private const string Floats = "System.ReadOnlySpan<float>";
    private const string FloatsOut = "System.Span<float>";
    private const string Labels = "System.ReadOnlySpan<int>";

    /// <summary>The methods with the types of their parameters: an overload of the user's beside them is fine.</summary>
    public static readonly IReadOnlyList<(string Name, string Parameters)> Methods =
    [
        ("Predict", $"{Floats}, {FloatsOut}"),
        ("Evaluate", $"{Floats}, {Floats}"),
        ("Evaluate", $"{Floats}, {Labels}"),
        ("ComputeGradients", $"{Floats}, {Floats}"),
        ("ComputeGradients", $"{Floats}, {Labels}"),
        ("ApplyGradients", ""),
        ("Train", $"{Floats}, {Floats}"),
        ("Train", $"{Floats}, {Labels}"),
        ("GetTensor", $"string, {FloatsOut}"),
        ("SetTensor", $"string, {Floats}"),
        ("GetGradient", $"string, {FloatsOut}"),
        ("Save", "string"),
        ("Load", "string"),
        ("get_Info", ""),
        ("get_LearningRate", ""),
        ("set_LearningRate", "float"),
        ("get_AllowNonFinite", ""),
        ("set_AllowNonFinite", "bool"),
        ("get_Threads", ""),
        ("set_Threads", "int"),
    ];

    /// <summary>The properties and fields: nothing else can have their names.</summary>
    public static readonly IReadOnlyList<string> Others = ["Info", "LearningRate", "AllowNonFinite", "Threads", "_engine"];
}
