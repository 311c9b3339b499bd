using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>One layer where it stands.</summary>
/// <param name="Layer">Its attribute.</param>
/// <param name="Name">As in the tensor names.</param>
/// <param name="Input">The shape that reaches it.</param>
/// <param name="Output">The shape that leaves it.</param>
internal sealed record Step(DeclaredLayer Layer, string Name, Shape Input, Shape Output)
{
    public Origin Origin => Layer.Origin;

    /// <summary>The activation that is a part of it, or <c>Identity</c>.</summary>
    public ActivationKind Activation => Layer switch
    {
        DenseLayer dense => dense.Options.Activation,
        Conv2DLayer convolution => convolution.Options.Activation,
        ActivationLayer activation => activation.Kind,
        ResidualLayer residual => residual.Activation,
        _ => ActivationKind.Identity,
    };

    /// <summary>The options of a weighted layer, else null.</summary>
    public WeightOptions? Options => Layer switch
    {
        DenseLayer dense => dense.Options,
        Conv2DLayer convolution => convolution.Options,
        _ => null,
    };

    public bool IsNorm => Layer is BatchNormLayer or LayerNormLayer;
}

/// <summary>
/// The layers that follow each other in the network or in one block. A residual sum is one step of the sequence it stands in; the
/// layers of its block are a sequence of their own, as the skip beside them leads past every neighbourhood across its ends.
/// </summary>
/// <param name="Steps">In source order.</param>
/// <param name="Block">The block, or null for the network itself.</param>
internal sealed record LayerSequence(IReadOnlyList<Step> Steps, DeclaredBlock? Block)
{
    /// <summary>The network's own sequence first, then every block once, however often it is used.</summary>
    public static IReadOnlyList<LayerSequence> Of(NetworkUnderExamination network)
    {
        var summaries = network.Model.Layers.ToLookup(summary => summary.Origin);
        var found = new List<LayerSequence>();
        var seen = new HashSet<string>();
        Visit(network.Declaration.Layers, null, new Shape(network.Declaration.Input.Shape));
        return found;

        void Visit(IReadOnlyList<DeclaredLayer> layers, DeclaredBlock? block, Shape shape)
        {
            var steps = new List<Step>();
            found.Add(new LayerSequence(steps, block));
            foreach (var layer in layers)
            {
                // A residual attribute is also the origin of its projection, which is no step.
                if (summaries[layer.Origin].FirstOrDefault(s => layer is not ResidualLayer || s.Kind.StartsWith("Residual ", StringComparison.Ordinal)) is not { } summary) continue;
                if (layer is ResidualLayer residual && seen.Add(residual.Block))
                {
                    var inner = network.Declaration.Blocks.First(candidate => candidate.Key == residual.Block);
                    Visit(inner.Layers, inner, shape);
                }

                steps.Add(new Step(layer, summary.Name, shape, summary.Output));
                shape = summary.Output;
            }
        }
    }
}
