using System.Collections.Generic;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Memory;

/// <summary>Puts the tensors one after the other into two flat vectors, each at a block's beginning, padded with zeros.</summary>
internal static class StoragePlanner
{
    public static StorageLayout Place(NetworkModel model)
    {
        var placements = new List<TensorPlacement>();
        int parameters = 0, statistics = 0;
        foreach (var parameter in model.Parameters)
        {
            var order = parameter.Role != ParameterRole.Weight ? TensorOrder.Vector : parameter.Shape.Count == 4 || Panels.Holds(parameter) ? TensorOrder.Filters : TensorOrder.Transposed;
            var stride = order == TensorOrder.Vector ? Blocks.RoundUp(parameter.Size) : Blocks.RoundUp(parameter.Shape[0]);
            var length = order == TensorOrder.Vector ? stride : checked((int)(parameter.Size / parameter.Shape[0] * stride));
            ref var end = ref parameter.IsTrainable ? ref parameters : ref statistics;
            placements.Add(new TensorPlacement(parameter, end, order, stride));
            end = checked(end + length);
        }

        return new StorageLayout(placements, parameters, statistics);
    }
}
