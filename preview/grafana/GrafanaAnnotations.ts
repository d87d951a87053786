import {
  DataSourceApi,
  toDataFrame,
  type AnnotationQuery,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';

interface Target extends DataQuery {
  readonly target?: {
    readonly type?: string;
    readonly tags?: readonly string[];
    readonly matchAny?: boolean;
    readonly limit?: number;
  };
}

/** `-- Grafana --`, of which the preview has the annotations by tag. */
export class GrafanaAnnotations extends DataSourceApi<Target> {
  override annotations = {
    prepareQuery: ({ name, target, datasource }: AnnotationQuery<Target>): Target =>
      ({ refId: name, datasource, target }) as Target,
  };

  override async query({ targets, range, scopedVars }: DataQueryRequest<Target>): Promise<DataQueryResponse> {
    const [asked] = targets;
    const { tags = [], matchAny = false, limit = 100 } = asked?.target ?? {};
    if (tags.length === 0) {
      return { data: [] };
    }
    const found = await getBackendSrv().get<object[]>('/api/annotations', {
      from: range.from.valueOf(),
      to: range.to.valueOf(),
      limit,
      matchAny,
      tags: tags.map((tag) => getTemplateSrv().replace(tag, scopedVars)),
    });
    return { data: [toDataFrame(found)] };
  }

  override testDatasource() {
    return Promise.resolve({ status: '', message: '' });
  }
}
