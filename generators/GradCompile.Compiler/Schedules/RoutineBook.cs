using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>The routines of a file while they are written. Equal work is written once, under the first layer's name.</summary>
/// <param name="most">Instructions of all of them together, beyond which the network is refused.</param>
internal sealed class RoutineBook(int most)
{
    /// <summary>The routines that the program calls, the classes that hold them, and the types they name: a method called after a layer would hide them.</summary>
    private static readonly string[] Reserved =
    [
        Routine.SharedClass, "Predict", "PredictFew", "PredictRow", "Loss", "Gradients", "Pass", "Kernels128", "Kernels256", "Kernels512",
        "Math", "MathF", "Unsafe", "MemoryMarshal", "MethodImpl", "MethodImplOptions", "Vector", "Floats", "Vector128", "Vector256", "Vector512", "Fma", "Avx512F", "Span", "ReadOnlySpan",
        "VectorMath", "Lanes", "PartialLanes", "DropoutMask", "Matrices", "Images", "Filters", "ActivationMath", "ConvolutionShape", "MethodImplAttribute", "GeneratedCode",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    private readonly List<Routine> _routines = [];
    private readonly SortedDictionary<string, Routine> _shared = new(System.StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namesByKey = [];
    private readonly HashSet<string> _names = [];
    private int _instructions;

    /// <summary>Entries first, then the steps of passes, then what these call.</summary>
    public IReadOnlyList<Routine> Routines => [.. _routines.OrderBy(r => r.IsEntry ? 0 : r.IsStep ? 1 : 2)];

    /// <summary>The routines that the project's other networks may call too, by name.</summary>
    public IReadOnlyList<Routine> Shared => [.. _shared.Values];

    /// <summary>How to call the routine of this name, which says all that the routine does, and is therefore the same in every network; it is written if it is not there yet.</summary>
    public string GetShared(string name, System.Func<Routine> write)
    {
        if (!_shared.ContainsKey(name)) Count(_shared[name] = write());
        return $"{Routine.SharedClass}.{name}";
    }

    /// <summary>The name of the routine for <paramref name="key"/>, which is written if it is not there yet.</summary>
    /// <param name="key">What the routine does, sizes included: routines of one key are the same.</param>
    /// <param name="name">The name it should have.</param>
    /// <param name="write">Makes the routine, given its final name.</param>
    public string Get(string key, string name, System.Func<string, Routine> write)
    {
        if (_namesByKey.TryGetValue(key, out var known)) return known;
        var unique = name;
        for (var n = 2; !_names.Add(unique); n++) unique = $"{name}_{n}";
        _namesByKey[key] = unique;
        var place = _routines.Count;
        _routines.Add(null!); // it stands before the routines that it calls
        Count(_routines[place] = write(unique));
        return unique;
    }

    private void Count(Routine routine)
    {
        _instructions += routine.EstimatedInstructions;
        if (_instructions > most)
        {
            throw new FaultException(
                FaultIds.TooLarge, Origin.Class,
                $"The network's generated code would be larger than a compiler takes: more than {Numbers.Text(most)} instructions in each width of vectors. Every layer of another size has routines of its own: give layers the same sizes, repeat a block instead of writing its layers out, or make fewer layers.");
        }
    }

    /// <summary>A layer's name within a method's: <c>residual1.dense2</c> becomes <c>Residual1_Dense2</c>.</summary>
    public static string Capitalized(string layer) => string.Join("_", layer.Split('.').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1)));

    /// <summary>A layer's name as the beginning of a method's: <c>residual1.dense2</c> becomes <c>Residual1_Dense2</c>.</summary>
    public static string MethodStem(string layer)
    {
        var stem = Capitalized(layer);
        if (Reserved.Contains(stem)) return stem + "Layer";
        return char.IsLetter(stem[0]) ? stem : "Layer" + stem; // a local may begin with an underscore, a method may not
    }
}
