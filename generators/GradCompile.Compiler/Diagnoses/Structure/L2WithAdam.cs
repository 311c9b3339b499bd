using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>
/// GRAD3005: L2(λ) adds 2λw to the gradient, which Adam divides by the gradient's own size: weights with large gradients hardly
/// decay. AdamW subtracts rate·decay·w instead, as L2 does under plain gradient descent with decay = 2λ.
/// </summary>
internal sealed class L2WithAdam : DiagnosisRule
{
    public override string Id => DiagnosisIds.L2WithAdam;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (network.Model.Optimizer is not AdamOptimizer { WeightDecay: null } adam) yield break;
        var penalties = network.Declaration.Penalties.Where(penalty => penalty.L2 > 0).ToList();
        var layers = network.Declaration.Layers.Concat(network.Declaration.Blocks.SelectMany(block => block.Layers)).Where(layer => OwnL2(layer) is not null).ToList();
        if (penalties.Count == 0 && !layers.Any(layer => OwnL2(layer) > 0)) yield break;
        var decay = 2 * penalties.Sum(penalty => penalty.L2);
        // A layer's own coefficient, 0 included, makes one decay for all weights another thing.
        var isPlain = layers.Count == 0 && penalties.All(penalty => penalty.L1 == 0);
        yield return new Diagnosis(
            Id,
            $"L2 under Adam is not weight decay: Adam divides the penalty's gradient by the size of the gradient itself, so the weights that move most decay least. Use AdamW{(isPlain ? $" with WeightDecay = {Numbers.Text(decay)}, which is what L2 amounts to under gradient descent" : ", whose decay is decoupled from the gradient")}.",
            penalties.Count > 0 ? penalties[0].Origin : layers.First(layer => OwnL2(layer) > 0).Origin,
            isPlain ? new EquatableArray<Fix>(new Fix("Use AdamW with WeightDecay", Edits(adam, penalties, decay).ToEquatableArray())) : default);
    }

    private static IEnumerable<Edit> Edits(AdamOptimizer adam, IEnumerable<DeclaredPenalty> penalties, double decay) => penalties
        .Select(penalty => Edit.Remove(penalty.Origin))
        .Append(Edit.Rename(adam.Origin, "AdamW"))
        .Append(Edit.Set(adam.Origin, "WeightDecay", Numbers.Text(decay)));

    private static double? OwnL2(DeclaredLayer layer) => layer switch
    {
        DenseLayer dense => dense.Options.L2,
        Conv2DLayer convolution => convolution.Options.L2,
        ResidualLayer residual => residual.L2,
        _ => null,
    };
}
