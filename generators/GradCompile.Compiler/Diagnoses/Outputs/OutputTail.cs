using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>What stands between the last sums and the loss.</summary>
/// <param name="Activations">The activations that the outputs pass, in order; mostly none or one.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="IsAll">Whether the network has no other layers, but dropouts and flattenings: without the activations nothing would be left to train.</param>
/// <param name="Loss">The loss, or null.</param>
internal sealed record OutputTail(IReadOnlyList<Step> Activations, long Outputs, bool IsAll, LossKind? Loss)
{
    /// <summary>Logits that stop above it leave no probability far from one half; from the lower one on the floor hardly matters.</summary>
    private const double HighFloor = -0.5;
    private const double LowFloor = -2;

    private static readonly HashSet<ActivationKind> NoLogits = [ActivationKind.Softmax, ActivationKind.Sigmoid, ActivationKind.HardSigmoid, ActivationKind.ReLU];
    private static readonly HashSet<ActivationKind> BoundedLogits = [ActivationKind.Tanh, ActivationKind.HardTanh, ActivationKind.Softsign];

    public static OutputTail Of(NetworkUnderExamination network)
    {
        var steps = network.Sequences[0].Steps;
        var activations = new List<Step>();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Activation != ActivationKind.Identity) activations.Insert(0, steps[i]);

            // A pooling or a normalisation makes something else of an activation's values.
            if (steps[i].Layer is not (ActivationLayer or FlattenLayer or DropoutLayer)) break;
        }

        var isAll = activations.Count > 0 && steps.All(step => step.Layer is ActivationLayer or FlattenLayer or DropoutLayer);
        var output = network.Model.Training.Output.Shape;
        return new OutputTail(activations, output.Size, isAll && output.IsVector, network.Model.Loss);
    }

    /// <summary>Whether the loss takes logits.</summary>
    public bool TakesLogits => Loss is LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy;

    /// <summary>The first activation that makes something else of the logits: probabilities, or numbers without a sign.</summary>
    public Step? Distorting => Activations.FirstOrDefault(step => NoLogits.Contains(step.Activation) || (Loss == LossKind.SigmoidCrossEntropy && OutputFloor.Of(step) > HighFloor));

    /// <summary>The first activation that keeps logits within ±1, or above a floor that leaves probabilities on both sides.</summary>
    public Step? Bounding => Activations.FirstOrDefault(step => BoundedLogits.Contains(step.Activation) || (Loss == LossKind.SigmoidCrossEntropy && OutputFloor.Of(step) > LowFloor));

    /// <summary>Whether the activations must go before anything else is said of them.</summary>
    public bool MustGo => TakesLogits && (Distorting ?? Bounding) is not null;

    /// <summary>Whether the number of outputs is at fault, which speaks for everything at the output.</summary>
    public bool HasWrongCount => Loss == LossKind.SoftmaxCrossEntropy && Outputs == 1;

    /// <summary>The edit of the loss.</summary>
    public static Edit SetLoss(NetworkUnderExamination network, LossKind kind) => Edit.SetPositional(network.Declaration.Losses[0].Origin, 0, "Loss." + kind);

    /// <summary>What becomes of the activations, in the imperative.</summary>
    public string Advice => IsAll ? $"Put Dense({Words.Text(Outputs)}) in its place" : "Remove it";

    /// <summary>The edits that leave the last sums as they are; a network of activations alone has none, and gets a layer for them.</summary>
    public IEnumerable<Edit> WithoutActivations() => IsAll
        ? Activations.Skip(1).Select(step => Edit.Remove(step.Origin)).Prepend(Edit.Replace(Activations[0].Origin, $"Dense({Words.Text(Outputs)})"))
        : Activations.SelectMany(Changes.WithoutActivation);

    /// <summary>The fix that does so, and nothing else.</summary>
    public Fix Bare(string title) => new(IsAll ? Advice : title, WithoutActivations().ToEquatableArray());

    /// <summary>The fix that takes one of the activations away.</summary>
    public Fix Without(Step step) => IsAll && Activations.Count == 1
        ? Bare("")
        : new Fix($"Remove the {step.Activation}", Changes.WithoutActivation(step).ToEquatableArray());
}
