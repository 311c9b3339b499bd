using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>
/// The targets of a cross-entropy are probabilities: bytes, classes as numbers or weights give a loss that falls without end. Every batch
/// is looked at where that is little beside the step, else the first.
/// </summary>
internal sealed class TargetCheck(ProgramLayout layout)
{
    /// <summary>What rounding may add to a probability.</summary>
    private const float Slack = 1e-3f;

    /// <summary>What rounding to two digits, say, may add to a sum.</summary>
    private const float SumSlack = 0.02f;

    /// <summary>Floating-point operations of a row's forward pass for which a hundredth part is enough to look at it.</summary>
    private const double FlopsPerRow = 2e4;

    /// <summary>The same for each target.</summary>
    private const double FlopsPerTarget = 100;

    private readonly bool _isAlways = layout.Info.FlopsPerRow >= FlopsPerRow + (FlopsPerTarget * layout.OutputSize);
    private bool _isFirst = true;

    /// <summary>Whether each row is a distribution over classes.</summary>
    private bool AddsUp => layout.Loss == Loss.SoftmaxCrossEntropy && layout.OutputSize > 1;

    /// <exception cref="ArgumentException">A target is no probability, or a row's do not add up to 1.</exception>
    /// <exception cref="NonFiniteException">A target is not finite, and that is not allowed.</exception>
    public void Check(ReadOnlySpan<float> targets, bool allowNonFinite)
    {
        if (layout.Loss is not (Loss.SoftmaxCrossEntropy or Loss.SigmoidCrossEntropy) || !(_isAlways || _isFirst)) return;
        if (!Within(targets)) Refuse(targets, allowNonFinite);
        if (AddsUp)
        {
            for (var start = 0; start < targets.Length; start += layout.OutputSize) Sum(targets.Slice(start, layout.OutputSize), start / layout.OutputSize);
        }

        _isFirst = false;
    }

    private static void Sum(ReadOnlySpan<float> row, int number)
    {
        // What is not finite was looked at before.
        var sum = TensorPrimitives.Sum(row);
        if (!(Math.Abs(sum - 1) > SumSlack) || !float.IsFinite(sum)) return;
        throw new ArgumentException(
            $"The targets of row {number} add up to {Text(sum)} (rows count from 0); SoftmaxCrossEntropy takes a probability for each class, and they add up to 1. "
            + "Divide each row by its sum, or give one class label a row, as int.",
            "targets");
    }

    private void Refuse(ReadOnlySpan<float> targets, bool allowNonFinite)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is >= -Slack and <= 1 + Slack) continue;
            var (row, place) = (i / layout.OutputSize, i % layout.OutputSize);
            if (!float.IsFinite(targets[i]))
            {
                if (allowNonFinite) continue;
                throw NonFinite.OfTarget("The loss of the batch would not be finite", row, place, targets[i]);
            }

            throw new ArgumentException(
                $"Target {place} of row {row} is {Text(targets[i])} (both count from 0); {layout.Loss} takes probabilities, from 0 to 1. "
                + "Divide bytes by 255, or declare another loss for numbers, as [Loss(Loss.MeanSquaredError)].",
                nameof(targets));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Within(ReadOnlySpan<float> targets)
    {
        ref var start = ref MemoryMarshal.GetReference(targets);
        var (least, most) = (Vector512.Create(-Slack), Vector512.Create(1 + Slack));
        var isWithin = Vector512<float>.AllBitsSet;
        nuint i = 0;
        for (; i + Blocks.Lanes <= (nuint)targets.Length; i += Blocks.Lanes)
        {
            var target = Vector512.LoadUnsafe(ref start, i);
            isWithin &= Vector512.GreaterThanOrEqual(target, least) & Vector512.LessThanOrEqual(target, most);
        }

        for (; i < (nuint)targets.Length; i++)
        {
            if (Unsafe.Add(ref start, i) is not (>= -Slack and <= 1 + Slack)) return false;
        }

        return isWithin.AsInt32() == Vector512<int>.AllBitsSet;
    }

    private static string Text(float value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
