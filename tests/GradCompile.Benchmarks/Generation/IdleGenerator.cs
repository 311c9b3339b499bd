using Microsoft.CodeAnalysis;

namespace GradCompile.Benchmarks.Generation;

/// <summary>Reads the attributes of the same classes and emits a comment: what is left of a first run once Roslyn itself is warm is ours.</summary>
#pragma warning disable RS1036, RS1038, RS1041 // It is never packed into an analyzer.
internal sealed class IdleGenerator : IIncrementalGenerator
#pragma warning restore RS1036, RS1038, RS1041
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var attributes = context.SyntaxProvider.ForAttributeWithMetadataName(
            "GradCompile.NetworkAttribute",
            (_, _) => true,
            (found, _) => string.Join(' ', found.TargetSymbol.GetAttributes().SelectMany(attribute => attribute.ConstructorArguments).Select(argument => argument.Kind)));
        context.RegisterSourceOutput(attributes, (output, text) => output.AddSource("Idle.g.cs", "// " + text));
    }
}
