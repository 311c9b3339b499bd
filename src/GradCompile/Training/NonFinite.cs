using System.Globalization;

namespace GradCompile.CompilerServices;

/// <summary>Looks for the number that made a loss or a gradient what it is, once one is not finite.</summary>
internal sealed class NonFinite(ProgramLayout layout, AlignedBuffer parameters, AlignedBuffer statistics)
{
    private const string GoOn = " Nothing was updated; AllowNonFinite = true goes on instead.";

    /// <summary>The error for a loss.</summary>
    public NonFiniteException OfLoss(float loss, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        var what = $"The loss of the batch is {Text(loss)}";
        return InBatch(what, inputs, targets) ?? InWeights(what) ?? Overflow(what, inputs, targets);
    }

    /// <summary>The error for gradients, or null if they are all finite. The batch may be unknown, and empty then.</summary>
    public NonFiniteException? OfGradients(AlignedBuffer gradients, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        // Backwards, an overflow goes from the loss to the first layer: it began where the last tensor has it.
        for (var i = layout.Tensors.Length - 1; i >= 0; i--)
        {
            var tensor = layout.Tensors[i];
            if (tensor.Store != TensorStore.Parameters || First(gradients, tensor) is not { } value) continue;
            var what = $"The gradient of {tensor.Name} holds {Text(value)}";
            return InBatch(what, inputs, targets) ?? InWeights(what) ?? Of(
                tensor, $"{what}: it overflowed on its way back from the loss. Lower the learning rate, bring inputs and targets nearer to 1, or start from smaller weights.{GoOn}");
        }

        return null;
    }

    /// <summary>The error for what would join the running statistics, or null if it is all finite.</summary>
    public NonFiniteException? OfStatistics(AlignedBuffer batchStatistics, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        foreach (var tensor in layout.Tensors)
        {
            if (tensor.Store != TensorStore.Statistics || First(batchStatistics, tensor) is not { } value) continue;
            var what = $"What the batch would add to {tensor.Name} is {Text(value)}";
            return InBatch(what, inputs, targets) ?? Of(tensor, $"{what}: what comes into the layer is too large for its variance. Bring the inputs nearer to 1.{GoOn}");
        }

        return null;
    }

    private NonFiniteException? InBatch(string what, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        if (First(inputs) is var input and >= 0)
        {
            var (row, place) = (input / layout.InputSize, input % layout.InputSize);
            return new NonFiniteException($"{what}: input {place} of row {row} is {Text(inputs[input])} (both count from 0). Leave such rows out, or fill what is missing.{GoOn}")
            {
                Row = row,
                Input = place,
            };
        }

        return First(targets) is var target and >= 0 ? OfTarget(what, target / layout.OutputSize, target % layout.OutputSize, targets[target]) : null;
    }

    /// <summary>The error for a target.</summary>
    public static NonFiniteException OfTarget(string what, int row, int place, float value) =>
        new($"{what}: target {place} of row {row} is {Text(value)} (both count from 0). Leave such rows out.{GoOn}") { Row = row };

    private NonFiniteException? InWeights(string what)
    {
        foreach (var tensor in layout.Tensors)
        {
            if (First(Store(tensor), tensor) is not { } value) continue;
            return Of(tensor, $"{what}: {tensor.Name} itself holds {Text(value)}, by SetTensor, from a file, or after a step that went too far. "
                + $"Load weights that are good, and lower the learning rate.{GoOn}");
        }

        return null;
    }

    private NonFiniteException Overflow(string what, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        TensorDescriptor? largest = null;
        var most = -1f;
        foreach (var tensor in layout.Tensors)
        {
            if (tensor.Store != TensorStore.Parameters) continue;
            if (Largest(Store(tensor).Span.Slice(tensor.Offset, tensor.Length)) is var size && size > most) (most, largest) = (size, tensor);
        }

        var batch = $"the largest input is {Text(Largest(inputs))}{(targets.IsEmpty ? "" : $", the largest target {Text(Largest(targets))}")}";
        var weights = largest is null ? "" : $", the largest weight {Text(most)} (in {largest.Name})";
        var message = $"{what}: a sum or product overflowed on the way; {batch}{weights}. Bring inputs and targets nearer to 1, or lower the learning rate.{GoOn}";
        return largest is null ? new NonFiniteException(message) : Of(largest, message);
    }

    private static NonFiniteException Of(TensorDescriptor tensor, string message) =>
        new(message) { Tensor = tensor.Name, Layer = tensor.Name.LastIndexOf('.') is var dot and > 0 ? tensor.Name[..dot] : tensor.Name };

    private AlignedBuffer Store(TensorDescriptor tensor) => tensor.Store == TensorStore.Parameters ? parameters : statistics;

    /// <summary>The first number of a tensor that is not finite; padding counts for nothing.</summary>
    private static float? First(AlignedBuffer store, TensorDescriptor tensor)
    {
        var memory = store.Span.Slice(tensor.Offset, tensor.Layout == TensorLayout.Vector ? tensor.Size : tensor.Length);
        return First(memory) is var place and >= 0 ? memory[place] : null;
    }

    private static int First(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) return i;
        }

        return -1;
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static string Text(float value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
