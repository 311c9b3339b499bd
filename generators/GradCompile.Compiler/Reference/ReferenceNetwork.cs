using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Reference;

/// <summary>What a batch came to in training mode.</summary>
/// <param name="Loss">With penalties.</param>
/// <param name="Gradients">By tensor name, in PyTorch's order.</param>
/// <param name="InputGradient">By the inputs, a row for each sample.</param>
/// <param name="BatchStatistics">Mean and unbiased variance by the names of the running statistics.</param>
public sealed record ReferenceResult(
    double Loss, IReadOnlyDictionary<string, double[]> Gradients, double[][] InputGradient, IReadOnlyDictionary<string, double[]> BatchStatistics);

/// <summary>
/// The oracle: a network run operation by operation in double precision, by textbook loops. Its only job is to be right; it
/// shares nothing with scheduling or emission.
/// </summary>
/// <param name="model">The network.</param>
/// <param name="tensors">Every tensor by name, in PyTorch's order.</param>
/// <param name="keep">For a dropout's number, row and element: the factor, 0 or 1/(1 − rate). Null keeps everything, unscaled.</param>
public sealed class ReferenceNetwork(NetworkModel model, IReadOnlyDictionary<string, double[]> tensors, Func<int, int, int, double>? keep = null)
{
    /// <summary>The outputs in evaluation mode, a row for each sample.</summary>
    public double[][] Predict(double[][] inputs) => new ReferenceForward(tensors, keep).Run(model.Evaluation, inputs)[model.Evaluation.Output];

    /// <summary>Loss and gradients of a batch in training mode.</summary>
    public ReferenceResult ComputeGradients(double[][] inputs, double[][] targets)
    {
        var forward = new ReferenceForward(tensors, keep);
        var values = forward.Run(model.Training, inputs);
        var loss = model.Loss ?? throw new InvalidOperationException("The network has no loss.");
        var (total, outputGradient) = ReferenceLoss.Of(loss, values[model.Training.Output], targets);
        var backward = new ReferenceBackward(tensors, keep, values);
        var inputGradient = backward.Run(model.Training, outputGradient);
        foreach (var parameter in model.Parameters.Where(p => p.IsTrainable))
        {
            var (w, g) = (tensors[parameter.Name], backward.Of(parameter));
            for (var i = 0; i < w.Length; i++)
            {
                total += (parameter.L1 * Math.Abs(w[i])) + (parameter.L2 * w[i] * w[i]);
                g[i] += (parameter.L1 * Math.Sign(w[i])) + (2 * parameter.L2 * w[i]);
            }
        }

        return new ReferenceResult(total, model.Parameters.Where(p => p.IsTrainable).ToDictionary(p => p.Name, backward.Of), inputGradient, forward.BatchStatistics);
    }
}
