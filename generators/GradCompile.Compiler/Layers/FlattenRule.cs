using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

internal sealed class FlattenRule : LayerRule<FlattenLayer>
{
    protected override void Lower(LoweringContext context, FlattenLayer layer, Following following)
    {
        var name = context.Names.Next("flatten", layer.Name, layer.Origin);
        var input = context.Current;
        if (!input.Shape.IsVector)
        {
            var output = context.NewValue(name, Shape.Vector((int)input.Shape.Size));
            context.Add(new FlattenOperation(name, input, output), output);
        }

        context.Summarize(new LayerSummary(name, "Flatten", context.Current.Shape, 0, 0, layer.Origin));
    }
}
