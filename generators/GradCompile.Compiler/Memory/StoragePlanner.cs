using System.Collections.Generic;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Memory;

/// <summary>A block: the unit of 16 lanes in which every width counts, so that all of them give the same bits.</summary>
internal static class Blocks
{
    public const int Lanes = 16;

    public static int RoundUp(long elements) => checked((int)((elements + Lanes - 1) / Lanes * Lanes));
}

/// <summary>Puts the tensors one after the other into two flat vectors, each at a block's beginning, padded with zeros.</summary>
internal static class StoragePlanner
{
    public static StorageLayout Place(NetworkModel model)
    {
        var placements = new List<TensorPlacement>();
        int parameters = 0, statistics = 0;
        foreach (var parameter in model.Parameters)
        {
            var order = parameter.Role == ParameterRole.Weight ? TensorOrder.Transposed : TensorOrder.Vector;
            var stride = order == TensorOrder.Transposed ? Blocks.RoundUp(parameter.Shape[0]) : Blocks.RoundUp(parameter.Size);
            var length = order == TensorOrder.Transposed ? checked(parameter.Shape[1] * stride) : stride;
            ref var end = ref parameter.IsTrainable ? ref parameters : ref statistics;
            placements.Add(new TensorPlacement(parameter, end, order, stride));
            end = checked(end + length);
        }

        return new StorageLayout(placements, parameters, statistics);
    }
}
