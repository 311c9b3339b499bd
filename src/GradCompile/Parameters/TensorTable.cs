using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>The tensors by name, and the way between PyTorch's order and the one in memory.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, TensorDescriptor> _byName;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _statistics;

    public TensorTable(TensorDescriptor[] tensors, AlignedBuffer parameters, AlignedBuffer statistics)
    {
        Tensors = tensors;
        _byName = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _parameters = parameters;
        _statistics = statistics;
    }

    /// <summary>In PyTorch's order.</summary>
    public TensorDescriptor[] Tensors { get; }

    public void Get(string name, Span<float> destination) => Read(Find(name, destination.Length, nameof(destination)), Store(name), destination);

    public void Set(string name, ReadOnlySpan<float> source) => Write(Find(name, source.Length, nameof(source)), source);

    public void GetGradient(string name, AlignedBuffer gradients, Span<float> destination)
    {
        var tensor = Find(name, destination.Length, nameof(destination));
        if (tensor.Store != TensorStore.Parameters) throw new ArgumentException($"The tensor '{name}' is a running statistic; it has no gradient.", nameof(name));
        Read(tensor, gradients, destination);
    }

    /// <summary>Draws every tensor from a stream of its own.</summary>
    public void Initialise(ulong seed)
    {
        for (var i = 0; i < Tensors.Length; i++)
        {
            var values = new float[Tensors[i].Size];
            Initialiser.Fill(values, Tensors[i], new RandomStream(seed, (ulong)i));
            Write(Tensors[i], values);
        }
    }

    /// <summary>Copies a tensor out, in PyTorch's order.</summary>
    public void Read(TensorDescriptor tensor, Span<float> destination) => Read(tensor, Of(tensor), destination);

    /// <summary>Replaces a tensor, given in PyTorch's order. The padding stays zero.</summary>
    public void Write(TensorDescriptor tensor, ReadOnlySpan<float> source)
    {
        var memory = Of(tensor).Span.Slice(tensor.Offset, tensor.Length);
        if (tensor.Layout == TensorLayout.Vector) source.CopyTo(memory);
        else if (tensor.Layout == TensorLayout.Filters) Filters.Write(source, tensor.Shape[0], tensor.Shape[1], tensor.Taps, memory);
        else Matrices.Transpose(ref Unsafe.AsRef(in source[0]), tensor.Shape[0], tensor.Shape[1], tensor.Shape[1], ref memory[0], tensor.Stride);
    }

    private static void Read(TensorDescriptor tensor, AlignedBuffer store, Span<float> destination)
    {
        var memory = store.Span.Slice(tensor.Offset, tensor.Length);
        if (tensor.Layout == TensorLayout.Vector) memory[..tensor.Size].CopyTo(destination);
        else if (tensor.Layout == TensorLayout.Filters) Filters.Read(memory, tensor.Shape[0], tensor.Shape[1], tensor.Taps, destination);
        else Matrices.Transpose(ref memory[0], tensor.Shape[1], tensor.Shape[0], tensor.Stride, ref destination[0], tensor.Shape[1]);
    }

    private AlignedBuffer Of(TensorDescriptor tensor) => tensor.Store == TensorStore.Parameters ? _parameters : _statistics;

    private AlignedBuffer Store(string name) => Of(_byName[name]);

    private TensorDescriptor Find(string name, int length, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_byName.TryGetValue(name, out var tensor))
        {
            throw new ArgumentException($"There is no tensor '{name}'; there are {string.Join(", ", Tensors.Take(40).Select(t => t.Name))}{(Tensors.Length > 40 ? " …" : "")}.", nameof(name));
        }

        return length == tensor.Size
            ? tensor
            : throw new ArgumentException($"The span has {Counted.Of(length, "number")}; the tensor '{name}' {Counted.Shape(tensor.Shape)} has {tensor.Size}.", parameter);
    }
}
