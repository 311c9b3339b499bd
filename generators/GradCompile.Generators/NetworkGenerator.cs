using System.Linq;
using System.Threading;
using GradCompile.Compiler;
using GradCompile.Generators.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Generators;

/// <summary>
/// Adds the generated half to every class marked <c>[Network]</c>. It reports nothing: the analyzers do, from the same
/// binding and the same compiler.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.NetworkMetadataName, IsType, Bind)
            .Where(network => network is not null)
            .WithTrackingName(TrackingNames.Bind);

        var compiled = networks
            .Select((network, _) => Compile(network!))
            .WithTrackingName(TrackingNames.Compile);

        var shared = compiled
            .SelectMany((network, _) => network.Files.Select(FileNames.Of))
            .Collect()
            .Select((names, _) => FileNames.FindShared(names))
            .WithTrackingName(TrackingNames.SharedFileNames);

        var printed = compiled
            .Combine(shared)
            .WithTrackingName(TrackingNames.Print);

        context.RegisterSourceOutput(printed, (output, item) => Print(output, item.Left, item.Right));
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    // A class of several parts with several [Network] attributes comes here once a part: it is bound at the first.
    private static BoundNetwork? Bind(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type) return null;
        var first = type.GetAttributes().First(attribute => AttributeNames.Of(attribute) == AttributeNames.Network).ApplicationSyntaxReference;
        var isHere = first is not null && first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span);
        return isHere ? NetworkBinding.Bind(type, context.SemanticModel.Compilation, cancellation) : null;
    }

    private static CompiledNetwork Compile(BoundNetwork bound) => new(bound.Network.Type.FullName, bound switch
    {
        { CanCarryMembers: false } => EquatableArray<GeneratedFile>.Empty,
        { IsComplete: true, Fault: null } => NetworkCompiler.Compile(bound.Network),
        // Half-typed text may have swallowed the loss: whoever calls Train shall not hear of that as well.
        _ => NetworkCompiler.CompileFaulty(bound.Network.Type, isTrainable: bound.Network.Losses.Count > 0 || !bound.IsComplete),
    });

    private static void Print(SourceProductionContext output, CompiledNetwork network, EquatableArray<string> shared)
    {
        foreach (var file in network.Files) output.AddSource(FileNames.Unique(file, network.ClassName, shared), file.Text);
    }

    private sealed record CompiledNetwork(string ClassName, EquatableArray<GeneratedFile> Files);
}
